/**
 * What an operator does with accounts, in the running host or in the folder of one that does not run, and accounts and channels
 * that come from elsewhere.
 */
@NullMarked
package dev.chameleonbot.host.accounts;

import org.jspecify.annotations.NullMarked;
