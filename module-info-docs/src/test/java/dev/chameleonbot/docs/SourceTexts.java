package dev.chameleonbot.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;

/** The texts of a source file: literals, and what is joined with {@code +} as one. Annotations, with commands' help, do not count. */
final class SourceTexts extends TreeScanner<Void, Void> {
    /** Stands where a value is put into a text. */
    static final char VALUE = '\uE000';

    private final List<String> texts = new ArrayList<>();

    private SourceTexts() {}

    static List<String> of(CompilationUnitTree unit) {
        SourceTexts scanner = new SourceTexts();
        scanner.scan(unit, null);
        return scanner.texts;
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
        return null;
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Void nothing) {
        texts.add(text(literal));
        return null;
    }

    @Override
    public Void visitBinary(BinaryTree sum, Void nothing) {
        if (!isJoined(sum)) {
            return super.visitBinary(sum, null);
        }
        texts.add(text(sum));
        scanValues(sum);
        return null;
    }

    private void scanValues(Tree part) {
        if (part instanceof BinaryTree sum && isJoined(sum)) {
            scanValues(sum.getLeftOperand());
            scanValues(sum.getRightOperand());
        } else if (!(part instanceof LiteralTree)) {
            scan(part, null);
        }
    }

    private static String text(Tree part) {
        if (part instanceof BinaryTree sum && isJoined(sum)) {
            return text(sum.getLeftOperand()) + text(sum.getRightOperand());
        }
        return part instanceof LiteralTree literal && literal.getValue() instanceof String text
                ? text
                : String.valueOf(VALUE);
    }

    private static boolean isJoined(BinaryTree sum) {
        return sum.getKind() == Tree.Kind.PLUS;
    }
}
