package foreignhost;

import java.nio.file.Path;
import org.pf4j.AbstractPluginManager;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.CompoundPluginDescriptorFinder;
import org.pf4j.CompoundPluginLoader;
import org.pf4j.DefaultExtensionFinder;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginManager;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;
import org.pf4j.SingletonExtensionFactory;
import org.pf4j.ZipPluginManager;

/** The ways in which hosts set a plugin manager up. */
final class Managers {
    private Managers() {}

    /** Its folder is told by pf4j's system property: constructors that take one have changed from version to version. */
    static PluginManager of(String kind, Path folder) {
        System.setProperty(AbstractPluginManager.PLUGINS_DIR_PROPERTY_NAME, folder.toString());
        return switch (kind) {
            case "stock" -> new DefaultPluginManager();
            case "jar" -> new JarPluginManager();
            case "zip" -> new ZipPluginManager();
            case "parent-first" -> new ParentFirstPluginManager();
            case "demo" -> new DemoPluginManager();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /** Takes the host's classes before the plugins'. */
    private static final class ParentFirstPluginManager extends DefaultPluginManager {
        @Override
        protected PluginLoader createPluginLoader() {
            return new CompoundPluginLoader()
                    .add(new JarPluginLoader(this) {
                        @Override
                        public ClassLoader loadPlugin(Path jar, PluginDescriptor plugin) {
                            PluginClassLoader loader = parentFirst(pluginManager, plugin);
                            loader.addFile(jar.toFile());
                            return loader;
                        }
                    })
                    .add(new DefaultPluginLoader(this) {
                        @Override
                        protected PluginClassLoader createPluginClassLoader(Path folder, PluginDescriptor plugin) {
                            return parentFirst(pluginManager, plugin);
                        }
                    });
        }

        private static PluginClassLoader parentFirst(PluginManager plugins, PluginDescriptor plugin) {
            return new PluginClassLoader(plugins, plugin, Managers.class.getClassLoader(), ClassLoadingStrategy.APD);
        }
    }

    /**
     * What pf4j's demos do: plugins are described in manifests only, class loaders are the host's own kind, extensions are
     * looked for as services too, and plugins are created with a context of the host's, if they take one.
     */
    private static final class DemoPluginManager extends DefaultPluginManager {
        @Override
        protected PluginFactory createPluginFactory() {
            return new DefaultPluginFactory() {
                @Override
                protected Plugin createInstance(Class<?> type, PluginWrapper plugin) {
                    try {
                        return (Plugin) type.getConstructor(Context.class).newInstance(new Context());
                    } catch (ReflectiveOperationException notWrittenForThisHost) {
                        return createUsingNoParametersConstructor(type);
                    }
                }
            };
        }

        @Override
        protected ExtensionFactory createExtensionFactory() {
            return new SingletonExtensionFactory(this);
        }

        @Override
        protected PluginDescriptorFinder createPluginDescriptorFinder() {
            return new CompoundPluginDescriptorFinder().add(new ManifestPluginDescriptorFinder());
        }

        @Override
        protected ExtensionFinder createExtensionFinder() {
            DefaultExtensionFinder finder = (DefaultExtensionFinder) super.createExtensionFinder();
            finder.addServiceProviderExtensionFinder();
            return finder;
        }

        @Override
        protected PluginLoader createPluginLoader() {
            return new CompoundPluginLoader()
                    .add(new JarPluginLoader(this) {
                        @Override
                        public ClassLoader loadPlugin(Path jar, PluginDescriptor plugin) {
                            PluginClassLoader loader = new DemoPluginClassLoader(pluginManager, plugin);
                            loader.addFile(jar.toFile());
                            return loader;
                        }
                    })
                    .add(new DefaultPluginLoader(this) {
                        @Override
                        protected PluginClassLoader createPluginClassLoader(Path folder, PluginDescriptor plugin) {
                            return new DemoPluginClassLoader(pluginManager, plugin);
                        }
                    });
        }
    }

    /** What the demo's own plugins are created with. */
    public static final class Context {}

    private static final class DemoPluginClassLoader extends PluginClassLoader {
        DemoPluginClassLoader(PluginManager plugins, PluginDescriptor plugin) {
            super(plugins, plugin, DemoPluginClassLoader.class.getClassLoader());
        }
    }
}
