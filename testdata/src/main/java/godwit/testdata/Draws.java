package godwit.testdata;

import java.util.Arrays;
import java.util.List;

/**
 * A short sequence of numbers that depends on its key alone. SplitMix64 is written out, and only
 * {@link StrictMath} is used, so that the same key gives the same numbers on every JVM for ever.
 * Not thread-safe; never for secrets.
 */
public final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  private Draws(long state) {
    this.state = state;
  }

  /** A sequence of its own for each key; keys that differ in one part are unrelated. */
  public static Draws of(long... key) {
    long state = 0;
    for (long part : key) {
      state = mix(state * 31 + GOLDEN + part);
    }
    return new Draws(state);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Any 64 bits. */
  public long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number from 0 up to but not including {@code bound}; {@code bound} is 1 or more. */
  public long below(long bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound: " + bound + " is below 1");
    }
    return (next() >>> 1) % bound;
  }

  /** A number from 0 up to but not including {@code bound}; {@code bound} is 1 or more. */
  public int below(int bound) {
    return (int) below((long) bound);
  }

  /**
   * A number from {@code low} to {@code high}, both possible; {@code low} if the range is empty.
   */
  public long between(long low, long high) {
    return high <= low ? low : low + below(high - low + 1);
  }

  /** A number from 0 up to but not including 1. */
  public double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** True in {@code share} of the cases, 0 to 1. */
  public boolean chance(double share) {
    return unit() < share;
  }

  /** Normally distributed with mean 0 and deviation 1. */
  public double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /** Exponentially distributed. */
  public double exponential(double mean) {
    return -mean * StrictMath.log(1 - unit());
  }

  /**
   * Pareto distributed: {@code smallest} or more, with a tail that is heavier for a small alpha.
   */
  public double pareto(double smallest, double alpha) {
    return smallest * StrictMath.pow(1 - unit(), -1 / alpha);
  }

  /** One of the choices. */
  public <T> T pick(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Random bytes. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i += 8) {
      long word = next();
      for (int j = i; j < Math.min(i + 8, count); j++) {
        bytes[j] = (byte) word;
        word >>>= 8;
      }
    }
    return bytes;
  }

  /** The key part that stands for a text. */
  public static long key(String text) {
    return Arrays.hashCode(text.toCharArray());
  }
}
