/** An invented city, written through the same code as a real one. */
package org.nuanxian.server.demo;
