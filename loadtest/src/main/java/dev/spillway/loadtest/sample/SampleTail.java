package dev.spillway.loadtest.sample;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads what a {@link SampleLog} of another process has written since the last look. */
public final class SampleTail implements Closeable {

    private final RandomAccessFile file;
    private String unfinishedLine = "";

    public SampleTail(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
    }

    public List<Recorded> next() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
        file.readFully(bytes);
        String text = unfinishedLine + new String(bytes, StandardCharsets.UTF_8);
        List<Recorded> recorded = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            recorded.add(RecordedCsv.parse(text.substring(begin, end)));
            begin = end + 1;
        }
        unfinishedLine = text.substring(begin);
        return recorded;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
