/** A dispatcher on real stores, with the roster and the clock in the test's hand. */
package org.nuanxian.dispatcher.testing;
