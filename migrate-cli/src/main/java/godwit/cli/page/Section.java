package godwit.cli.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page.
 *
 * @param key the name by which two reports are compared
 * @param title the same for people
 * @param note what to know about it, or the empty text
 * @param chart a picture, or null
 * @param table the figures, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Section(
    String key, String title, String note, @Nullable Chart chart, @Nullable Table table) {}
