using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>Whoever sends a wrong body reads names of fields, and none of .NET.</summary>
public sealed partial class BadBodyTests
{
    private static readonly string[] Adjustments =
    [
        """{"slo":"checkout","at":"NOW","reason":"r"}""",
        """{"slo":"checkout","at":"NOW","reason":"r","bad":1e20}""",
        """{"slo":"checkout","at":"NOW","reason":"r","good":-1e20}""",
        """{"slo":"checkout","at":"NOW","reason":"r","budgetShare":1e9}""",
        """{"slo":"durability","at":"NOW","reason":"r","budgetShare":0.5}""",
        """{"slo":"checkout","at":"NOW","reason":"","bad":1}""",
        """{"slo":"checkout","at":"NOW","reason":"a\nb","bad":1}""",
        """{"slo":"checkout","at":"NOW","reason":"r","bad":1,"id":" "}""",
        """{"slo":"checkout","at":"1999-01-01T00:00:00Z","reason":"r","bad":1}""",
        """{"slo":"checkout","at":true,"reason":"r","bad":1}""",
        """{"slo":"checkout","at":"NOW","reason":null,"bad":1}""",
        """{"slo":null,"at":"NOW","reason":"r","bad":1}""",
        """{"slo":"checkout","at":"NOW","reason":"r","Bad":1,"bad":2}""",
        """{"slo":5}""", """{"bad":null}""", """{"x":1}""", "{", "7", "\"text\"", "true",
    ];

    private static readonly string[] Exclusions =
    [
        """{"reason":"r"}""",
        """{"slo":"checkout","service":"shop","reason":"r","from":"NOW","to":"LATER"}""",
        """{"slo":"checkout","reason":"r"}""",
        """{"slo":"checkout","reason":"r","from":"NOW"}""",
        """{"slo":"checkout","reason":"r","from":"LATER","to":"NOW"}""",
        """{"slo":"checkout","reason":"r","from":"1999-01-01T00:00:00Z","to":"1999-01-01T01:00:00Z"}""",
        """{"slo":"checkout","reason":"r","from":"NOW","to":"LATER","recurrence":{"rule":"FREQ=DAILY","start":"2026-01-01T00:00:00","durationSeconds":60}}""",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"","start":"TODAY","durationSeconds":60}}""",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=DAILY","start":"TODAY","durationSeconds":0}}""",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=DAILY","start":"TODAY","durationSeconds":-1e300}}""",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=DAILY","start":"1999-01-01T00:00:00","durationSeconds":60}}""",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=DAILY","start":"TODAY","zone":"Mars/Base","durationSeconds":60}}""",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=DAILY","start":"TODAY","durationSeconds":60}}""",
        """{"slo":"checkout","reason":"r","recurrence":{}}""", """{"recurrence":[]}""", """{"from":"yesterday"}""",
    ];

    private static readonly string[] Overrides =
    [
        """{"reason":"r","expiresAt":"1999-01-01T00:00:00Z"}""", """{"reason":" ","expiresAt":"LATER"}""", """{"reason":"r"}""",
        """{"reason":"r","expiresAt":"LATER","id":""}""", """{"reason":"r","expiresAt":"LATER","id":"LONG"}""",
        """{"reason":{},"expiresAt":"LATER"}""", """{"reason":"r","expiresAt":"soon"}""", "null", "[]", "",
    ];

    private static readonly string[] Resets =
    [
        """{"slo":"checkout","reason":"r"}""", """{"slo":"checkout","at":"9999-01-01T00:00:00Z","reason":"r"}""",
        """{"slo":"checkout","at":"ODD","reason":"r"}""", """{"slo":"checkout","at":"NOW","reason":"\ud800"}""",
    ];

    [Fact]
    public async Task No_400_names_a_type_or_a_property_of_NET()
    {
        await using Site site = await StartAsync();
        foreach ((string path, string[] bodies) in ((string, string[])[])
            [
                ("ledger/adjustments", Adjustments), ("ledger/exclusions", Exclusions), ("ledger/resets", Resets),
                ("gate/shop/overrides", Overrides),
            ])
        {
            foreach (string body in bodies)
            {
                (HttpStatusCode status, string detail) = await PostAsync(site, path, body);
                status.Should().Be(HttpStatusCode.BadRequest, "{0} got {1}", body, detail);
                NetName().Matches(detail).Select(one => one.Value).Should().BeEmpty("{0} got {1}", body, detail);
            }
        }
    }

    [Theory]
    [InlineData("ledger/exclusions", """{"slo":"checkout","reason":"r"}""", "An exclusion must have either from and to, or a recurrence.")]
    [InlineData("ledger/exclusions", """{"reason":"r"}""", "An exclusion must name either an objective (slo) or a service.")]
    [InlineData("ledger/adjustments", """{"slo":"checkout","at":"NOW","reason":"r"}""", "An adjustment must have a good, bad or budgetShare other than 0.")]
    [InlineData("ledger/adjustments", """{"slo":"checkout","at":"NOW","reason":"","bad":1}""", "reason has 1 to 1000 characters, not all white space; this has 0.")]
    public async Task A_400_speaks_of_the_fields_of_the_body(string path, string body, string detail)
    {
        await using Site site = await StartAsync();
        (await PostAsync(site, path, body)).Should().Be((HttpStatusCode.BadRequest, detail));
    }

    private static async Task<(HttpStatusCode Status, string Detail)> PostAsync(Site site, string path, string body)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        body = body.Replace("NOW", now.AddMinutes(-1).ToString("O"), StringComparison.Ordinal)
            .Replace("LATER", now.AddHours(1).ToString("O"), StringComparison.Ordinal)
            .Replace("ODD", now.AddDays(-30).Date.AddMinutes(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), StringComparison.Ordinal)
            .Replace("TODAY", now.Date.ToString("yyyy-MM-dd'T'HH:mm:ss", null), StringComparison.Ordinal)
            .Replace("LONG", new string('x', 1000), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reliability/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "X-Test-User", "ada;sre" } },
        };
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        using JsonDocument json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, json.RootElement.TryGetProperty("detail", out JsonElement detail) ? detail.GetString()! : "");
    }

    private static Task<Site> StartAsync() => Site.StartAsync(
        r => r
            .AddSlo("checkout", s => s.Availability(99.9m).OfService("shop"))
            .AddSlo("durability", s => s.ZeroTolerance().OfService("shop")),
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapReliabilityWrites("/reliability", "writers");
        },
        services: services =>
        {
            services.AddAuthorizationBuilder().AddPolicy("writers", policy => policy.RequireRole("sre"));
            services.AddAuthentication(HeaderUserHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
        });

    /// <summary>
    /// A name in PascalCase, a qualified name, or a property at the place of a noun. A sentence begins with one capital letter, and the
    /// packages and calls that a message asks for are names too.
    /// </summary>
    [GeneratedRegex(
        @"\b(?!UseRecurrence\b)[A-Z][a-z]+[A-Z]\w*|\bSystem\.|\bParameter\b"
        + @"|(?<=[a-z,(] \(?)\b(?:Good|Bad|From|To|Slo|Service|Reason|At|Id|Rule|Start|Zone|Duration|Recurrence)\b"
        + @"|^(?:Reason|Id|Slo|Good|Bad|From|To|At|Zone|Start|Duration)\b")]
    private static partial Regex NetName();
}
