/** What people see: the real pages in a real browser before a real server. */
package org.nuanxian.server.browser;
