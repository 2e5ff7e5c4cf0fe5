package dev.spillway.router.tomcat;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP/1.1 with small buffers. A request that waits for its answer keeps all the buffers of its
 * connection, and a flood waits here by the thousand: questions and answers of one to four KiB do
 * not need Tomcat's eight for each. Public with a public constructor because Tomcat makes it by
 * name.
 */
public final class LeanHttp11 extends Http11NioProtocol {
    private static final String SOCKET_BYTES = "2048";
    private static final int RESPONSE_BYTES = 4_096;

    public LeanHttp11() {
        setProperty("socket.appReadBufSize", SOCKET_BYTES);
        setProperty("socket.appWriteBufSize", SOCKET_BYTES);
    }

    /** Of the buffer in which a response is made. */
    @Override
    public int getDesiredBufferSize() {
        return RESPONSE_BYTES;
    }
}
