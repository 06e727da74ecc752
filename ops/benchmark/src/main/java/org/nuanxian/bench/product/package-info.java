/** The product under measurement: real server processes, driven through the contract. */
package org.nuanxian.bench.product;
