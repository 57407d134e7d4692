package dev.chameleonbot.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OAuthErrorsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
        403, Forbidden,      invalid client secret,  client_secret
        400, Bad Request,    missing client secret,  Public
        400, Bad Request,    missing client secret,  client_secret
        400, Bad Request,    invalid client,         client_id
        400, invalid_client, '',                     client_id
        401, invalid_client, Client unknown.,        client_id
        400, '',             missing client id,      client_id
        400, '',             Invalid Client Secret,  client_secret
        400, unauthorized_client, '',                client_id
        400, unsupported_grant_type, '',             auth_url
        404, Not Found,      404 page not found,     auth_url
        404, '',             '',                     auth_url
        405, '',             method not allowed,     auth_url
        403, '',             Access denied,          proxy
        407, '',             '',                     proxy
        """)
    void somebodyHasToDoSomethingAbout(int status, String error, String message, String advised) {
        assertThat(OAuthErrors.advice(status, error, message).orElseThrow()).contains(advised);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        400, Bad Request,   Invalid refresh token
        401, Unauthorized,  Invalid refresh token
        400, invalid_grant, ''
        401, '',            invalid access token
        400, '',            authorization_pending
        400, '',            ''
        408, '',            ''
        429, '',            Too Many Requests
        500, '',            ''
        503, '',            Service Unavailable
        302, '',            ''
        """)
    void nobodyHasToDoAnythingYetAbout(int status, String error, String message) {
        assertThat(OAuthErrors.advice(status, error, message)).isEmpty();
    }

    @Test
    void whatTwitchSaysComesBeforeTheStatus() {
        assertThat(OAuthErrors.advice(404, "", "invalid client"))
                .hasValueSatisfying(
                        advice -> assertThat(advice).contains("client_id").doesNotContain("auth_url"));
    }
}
