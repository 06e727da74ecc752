/** Top floor: one process, wired by constructors. */
package org.nuanxian.server;
