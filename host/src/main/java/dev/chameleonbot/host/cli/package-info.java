/**
 * The commands and their options. What holds for each:
 *
 * <ul>
 *   <li>It shows things by {@link dev.chameleonbot.host.cli.Console}: what was asked for, and remarks, which {@code --quiet}
 *       leaves out. Columns are a {@link dev.chameleonbot.host.cli.Table}.
 *   <li>If it shows data it has {@code --json}: one object with names in snake case, which stay; where things come one after
 *       the other, an object a line.
 *   <li>A failure is a {@link dev.chameleonbot.host.cli.CommandFailedException}: a sentence on standard error and an {@link
 *       dev.chameleonbot.host.cli.ExitCode}, with {@code --json} too. What was found, such as the problems of a
 *       configuration, is data.
 *   <li>Its footer is its examples, each after two spaces; its exit codes are declared where they are not the usual ones.
 *       Help, pages for {@code man} and completion come from that by themselves.
 * </ul>
 */
@NullMarked
package dev.chameleonbot.host.cli;

import org.jspecify.annotations.NullMarked;
