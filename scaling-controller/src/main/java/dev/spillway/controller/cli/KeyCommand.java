package dev.spillway.controller.cli;

import dev.spillway.fairqueue.TenantId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/** Draws a new API key. */
@Command(
        name = "key",
        description = {
            "Draws a new API key for a tenant and prints it once,",
            "with the lines for the tenant's document."
        },
        mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {

    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SECRET_LETTERS = 40;
    private static final int ID_LETTERS = 6;
    private static final int LONGEST_NAME_IN_ID = 33;

    private final RandomGenerator random;
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TENANT", description = "The tenant's name.")
    private String tenant = "";

    KeyCommand(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Integer call() {
        String id = named() + "-" + draw(LOWER, ID_LETTERS);
        String key = "sk-spillway-" + id + "-" + draw(LETTERS, SECRET_LETTERS);
        spec.commandLine()
                .getOut()
                .printf(
                        """
                        # The key; it cannot be shown again:
                        %s

                        # For spec of the document of tenant %s:
                          credentials:
                            apiKeys:
                              - {id: "%s", sha256: "%s"}
                        """,
                        key, tenant, id, sha256(key));
        spec.commandLine().getOut().flush();
        return spec.exitCodeOnSuccess();
    }

    private String named() {
        try {
            String name = new TenantId(tenant).value();
            return name.length() > LONGEST_NAME_IN_ID
                    ? name.substring(0, LONGEST_NAME_IN_ID)
                    : name;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private String draw(String letters, int length) {
        StringBuilder drawn = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            drawn.append(letters.charAt(random.nextInt(letters.length())));
        }
        return drawn.toString();
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
