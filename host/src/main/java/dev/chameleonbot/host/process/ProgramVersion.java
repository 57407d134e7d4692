package dev.chameleonbot.host.process;

/** The version of this program, from the module's own descriptor or its jar. */
public final class ProgramVersion {
    private ProgramVersion() {}

    /** The version, such as {@code 0.8.0}; of a build that has none, words for that. */
    public static String ofThisProgram() {
        var descriptor = ProgramVersion.class.getModule().getDescriptor();
        return descriptor == null
                ? "of this source tree"
                : descriptor.rawVersion().orElse("of this source tree");
    }
}
