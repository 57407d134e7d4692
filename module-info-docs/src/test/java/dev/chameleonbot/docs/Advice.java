package dev.chameleonbot.docs;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A piece of advice that the program gives: a clause of a text in its sources that tells somebody to do something.
 *
 * <p>It is found by a rule: the clause begins with one of some verbs, at the beginning of the text, or after a full stop, a
 * semicolon or a comma; it ends at the next full stop or semicolon, or where a value is put in. So it is not seen where advice
 * begins with other words (<q>it must be …</q>, <q>… is needed</q>), where a text is made of pieces that do not stand in one
 * expression, and what Twitch, Java or a plugin says.
 *
 * @param source the file
 * @param words the clause
 */
record Advice(String source, String words) {
    private static final String VERBS =
            "Add|Ask|Change|Check|Choose|Correct|Create|Delete|Disable|End|Fix|Follow|Free|Give|Install|Leave(?!"
                + " is)|Log"
                + " the|Look|Make|Move|Name|Open|Pin|Put|Raise|Remove|Rename|Report|Restart|Restore|Run|Save|Say|See|Set(?!"
                + " by)|Start|Stop|Take|Tell|Try|Update|Use|Wait|Write";
    private static final Pattern CLAUSE = Pattern.compile("(?:^|[.;,]\\s+(?:(?:or|and)\\s+)?)((?i:" + VERBS
            + ")\\b(?!-).*?)(?=[.;](?:\\s|$)|\\{}|" + SourceTexts.VALUE + "|$)");
    /** Words of SQL, which are verbs, too. */
    private static final Pattern SQL = Pattern.compile("[A-Z]{3}");
    /** What is shorter may stand anywhere. */
    private static final int SHORTEST = 15;

    /** All advice in the sources below some folders. */
    static List<Advice> in(List<Path> folders) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            }
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            List<Advice> found = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                String source =
                        Path.of(unit.getSourceFile().toUri()).getFileName().toString();
                SourceTexts.of(unit).stream()
                        .flatMap(text -> clauses(text).stream())
                        .forEach(clause -> found.add(new Advice(source, clause)));
            }
            return List.copyOf(found);
        }
    }

    /** The clauses of a text that advise something. */
    static List<String> clauses(String text) {
        List<String> clauses = new ArrayList<>();
        Matcher matcher = CLAUSE.matcher(text);
        while (matcher.find()) {
            String clause = matcher.group(1).strip();
            if (clause.length() >= SHORTEST && !SQL.matcher(clause).lookingAt()) {
                clauses.add(clause);
            }
        }
        return clauses;
    }
}
