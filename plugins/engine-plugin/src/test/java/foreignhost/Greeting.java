package foreignhost;

import org.pf4j.Extension;
import org.pf4j.ExtensionPoint;

/** What the host itself uses pf4j for. */
public interface Greeting extends ExtensionPoint {
    /** Says hello. */
    String greet();

    /** The host's own extension, which it must go on finding, whatever is dropped in. */
    @Extension
    final class Hello implements Greeting {
        @Override
        public String greet() {
            return "hello";
        }
    }
}
