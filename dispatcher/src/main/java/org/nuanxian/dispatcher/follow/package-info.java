/** Who is to be looked after though the contact is over. See ops/docs/dispatcher.md. */
package org.nuanxian.dispatcher.follow;
