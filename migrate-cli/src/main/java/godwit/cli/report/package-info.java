/** Reports as a person reads them: the words and tables for what the pipelines found and did. */
@NullMarked
package godwit.cli.report;

import org.jspecify.annotations.NullMarked;
