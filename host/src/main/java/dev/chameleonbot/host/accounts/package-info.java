/** Accounts and channels that come from elsewhere. */
@NullMarked
package dev.chameleonbot.host.accounts;

import org.jspecify.annotations.NullMarked;
