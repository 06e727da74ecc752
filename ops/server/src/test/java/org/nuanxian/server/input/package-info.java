/** What a node does with input nobody should send. */
package org.nuanxian.server.input;
