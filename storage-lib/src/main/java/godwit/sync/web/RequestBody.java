package godwit.sync.web;

import godwit.http.BodyReader;
import godwit.http.HttpRequest;
import godwit.sync.protocol.ErrorCode;
import godwit.sync.protocol.MediaTypes;
import godwit.sync.protocol.Refused;
import godwit.sync.protocol.ServerLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/** The text that a request uploads: read within limits, and as its sender signed it. */
final class RequestBody {
  /** Bytes, text, the records in it, and what the database is sent. */
  private static final int COPIES = 6;

  private RequestBody() {}

  /**
   * Reads an upload. The caller has looked at its type.
   *
   * @param undecodable what to say of bytes that are no text
   * @throws Refused if it is too large, or no text
   * @throws godwit.sync.auth.AuthRefusal if its sender signed something else
   */
  static String read(SyncRequest request, ServerLimits limits, ErrorCode undecodable) {
    requireDeclaredLength(request.http(), limits.maxRequestBytes());
    byte[] bytes =
        bytes(request.http(), limits.maxRequestBytes())
            .orElseThrow(() -> Refused.with(400, ErrorCode.UNSPECIFIED));
    request.http().memory().require((long) bytes.length * COPIES);
    requireSigned(request, bytes);
    return decode(request.http(), bytes, undecodable);
  }

  private static void requireDeclaredLength(HttpRequest request, long limit) {
    String declared = request.header("content-length").orElse("0").strip();
    boolean tooLarge =
        declared.matches("[0-9]+") && (declared.length() > 18 || Long.parseLong(declared) > limit);
    if (tooLarge) {
      throw Refused.with(413, ErrorCode.TOO_LARGE);
    }
  }

  private static Optional<byte[]> bytes(HttpRequest request, long limit) {
    try {
      return BodyReader.read(request, Math.toIntExact(limit));
    } catch (IOException cutOff) {
      throw Refused.with(400, ErrorCode.UNSPECIFIED);
    }
  }

  /** Checks the body of a request that uploads nothing; it is small, if there is any. */
  static void requireSigned(SyncRequest request, long limit) {
    if (request.sender().signsPayload()) {
      byte[] bytes =
          bytes(request.http(), limit).orElseThrow(() -> Refused.with(413, ErrorCode.TOO_LARGE));
      requireSigned(request, bytes);
    }
  }

  private static void requireSigned(SyncRequest request, byte[] bytes) {
    request.sender().requirePayload(request.http().header("content-type").orElse(""), bytes);
  }

  private static String decode(HttpRequest request, byte[] bytes, ErrorCode undecodable) {
    try {
      Charset charset =
          MediaTypes.charset(request).map(Charset::forName).orElse(StandardCharsets.UTF_8);
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException
        | IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException e) {
      throw Refused.with(400, undecodable);
    }
  }
}
