package godwit.tokenserver.web;

import static godwit.tokenserver.web.TokenRequests.CLOCK;
import static godwit.tokenserver.web.TokenRequests.GENERATION;
import static godwit.tokenserver.web.TokenRequests.KEY_ID;
import static godwit.tokenserver.web.TokenRequests.good;
import static godwit.tokenserver.web.TokenRequests.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import godwit.testdata.server.EmbeddedMySql;
import godwit.tokenserver.AccountPolicy;
import godwit.tokenserver.MySqlAccounts;
import godwit.tokenserver.TokenserverSchema;
import godwit.tokenserver.oauth.AccessTokens;
import godwit.tokenserver.oauth.OAuthSettings;
import godwit.tokenserver.oauth.TestIssuer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The endpoints over a real database. */
@Tag("server")
class ServedDatabaseTest {
  private static final String SCHEMA = "served_database_test";
  private static final EmbeddedMySql SERVER = EmbeddedMySql.shared();

  private final List<TokenFields> minted = new ArrayList<>();
  private final MySqlAccounts accounts = accounts();
  private final TokenserverEndpoints endpoints =
      TokenserverEndpoints.of(
          accounts,
          AccessTokens.of(
              new OAuthSettings(
                  null, OAuthSettings.DEFAULT_LIMIT, List.of(TestIssuer.CURRENT.publicJwk())),
              CLOCK),
          new TokenFactory(
              fields -> {
                minted.add(fields);
                return new StorageToken("id", "key");
              },
              MetricsHash.of("metrics secret"),
              TokenserverSettings.of("mysql")),
          CLOCK);

  private static MySqlAccounts accounts() {
    SERVER.createSchema(SCHEMA);
    TokenserverSchema.apply(SERVER.config(SCHEMA));
    return MySqlAccounts.open(SERVER.config(SCHEMA), AccountPolicy.DEFAULT, CLOCK);
  }

  @AfterEach
  void drop() {
    accounts.close();
    SERVER.dropSchema(SCHEMA);
  }

  @Test
  void account_staysWhereItIsUntilItsKeyChanges() {
    accounts.addNode("http://127.0.0.1:8000/", 10);
    JsonNode first = json(good().sentTo(endpoints));
    JsonNode again = json(good().sentTo(endpoints));
    TokenRequests changed =
        good()
            .withGeneration(GENERATION + 1)
            .with("X-KeyID", (GENERATION + 1) + "-_____________________w");
    JsonNode last = json(changed.sentTo(endpoints));

    assertThat(first.get("api_endpoint").asText()).isEqualTo("http://127.0.0.1:8000/1.5/1");
    assertThat(again.get("api_endpoint")).isEqualTo(first.get("api_endpoint"));
    assertThat(last.get("api_endpoint").asText()).isEqualTo("http://127.0.0.1:8000/1.5/2");
    assertThat(minted.stream().map(TokenFields::fxaKid))
        .containsExactly(KEY_ID, KEY_ID, (GENERATION + 1) + "-_____________________w");
  }

  @Test
  void fullNodes_areAServerError() {
    assertThat(good().sentTo(endpoints).status()).isEqualTo(503);
  }
}
