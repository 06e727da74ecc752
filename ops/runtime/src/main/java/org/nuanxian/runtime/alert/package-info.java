/** Messages to people who are not before a console, and the sign of life for an outside watcher. */
package org.nuanxian.runtime.alert;
