/** Tests of what people download, on the files that the build has made for this system. */
@NullMarked
package dev.chameleonbot.packaging;

import org.jspecify.annotations.NullMarked;
