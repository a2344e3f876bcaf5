using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Slos;

namespace Reliability.Dashboard.Tests;

/// <summary>A browser without a script: it loads forms, fills their fields, and presses one of their buttons.</summary>
internal sealed partial class ChangeForms(Shop shop, params (string Name, string Value)[] headers)
{
    public static readonly (string Name, string Value) Ada = ("X-Test-User", "ada;sre");

    /// <summary>The address of a form of each change, with fields that are valid.</summary>
    public static readonly (string Address, (string Name, string Value)[] Fields)[] All =
    [
        ("override?service=shop", [("hours", "2"), ("reason", "why")]),
        ("revoke?service=shop&id=o", [("reason", "why")]),
        ("adjust?slo=checkout", [("share", "10"), ("reason", "why")]),
        ("exclude?slo=checkout", [("from", "2026-03-29T09:00"), ("to", "2026-03-29T10:00"), ("reason", "why")]),
        ("reset?slo=checkout", [("reason", "why"), ("confirm", "checkout")]),
        ("accept?metric=checkout&shift=2026-03-01T00:00:00.0000000%2B00:00", [("reason", "why")]),
        ("withdraw?metric=checkout&id=a", [("reason", "why")]),
    ];

    /// <summary>Gets what the last page has, as a browser shows it.</summary>
    public string Page { get; private set; } = string.Empty;

    public HttpStatusCode Status { get; private set; }

    /// <summary>Gets the address of the last page.</summary>
    public string Address { get; private set; } = string.Empty;

    /// <summary>A shop of which readers are known, and ada may change it.</summary>
    public static Task<Shop> OpenAsync(
        Action<ReliabilityBuilder>? more = null,
        Action<DashboardOptions>? configure = null,
        Action<RouteGroupBuilder>? protect = null,
        Action<IServiceCollection>? services = null) => Shop.OpenAsync(
        more,
        map: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            RouteGroupBuilder pages = app.MapReliabilityDashboard("/reliability", configure ?? (_ => { }));
            (protect ?? (one => one.AllowAnonymous()))(pages);
            app.MapReliabilityWrites("/ops/reliability", "sre");
        },
        services: all =>
        {
            AccessTests.Users(all);
            services?.Invoke(all);
        });

    public static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(Shop shop) =>
    [
        .. (await shop.Site.Services.GetRequiredService<IBudgetLedger>().GetEntriesAsync("shop"))
            .Where(entry => entry.Kind != LedgerEntryKind.Definition),
    ];

    public Task LoadAsync(string form) => SendAsync(HttpMethod.Get, $"/reliability/change/{form}", null);

    /// <summary>Fills fields of the last page and presses a button of it.</summary>
    public Task PressAsync(string step, params (string Name, string Value)[] fields)
    {
        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["step"] = step };
        foreach ((string name, string value) in Fields())
        {
            all[name] = value;
        }

        foreach ((string name, string value) in fields)
        {
            all[name] = value;
        }

        return SendAsync(HttpMethod.Post, Address, new FormUrlEncodedContent(all));
    }

    public async Task SendAsync(HttpMethod method, string address, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute));
        request.Content = content;
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await shop.Client.SendAsync(request);
        (Status, Page) = (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()));
        Address = response.RequestMessage!.RequestUri!.PathAndQuery;
    }

    /// <summary>Returns the fields of the last page with their texts.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields() =>
    [
        .. Inputs().Matches(Page).Select(one => (one.Groups[1].Value, one.Groups[2].Value)),
        .. Areas().Matches(Page).Select(one => (one.Groups[1].Value, one.Groups[2].Value)),
    ];

    [GeneratedRegex("<input [^>]*?name=\"([^\"]*)\"[^>]*? value=\"([^\"]*)\"")]
    private static partial Regex Inputs();

    [GeneratedRegex("<textarea [^>]*?name=\"([^\"]*)\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex Areas();
}
