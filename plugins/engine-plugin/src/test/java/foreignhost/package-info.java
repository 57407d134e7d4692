/** A host that knows nothing of Chameleon: it sees pf4j and SLF4J, and runs on the class path in a JVM of its own. */
@NullMarked
package foreignhost;

import org.jspecify.annotations.NullMarked;
