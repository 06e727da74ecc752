/** Escalations outside of the console: what is to be told, to whom, and that it was. */
package org.nuanxian.dispatcher.alert;
