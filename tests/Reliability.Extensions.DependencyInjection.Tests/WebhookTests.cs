using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Internal;
using Reliability.Slos;
using Reliability.Tests.Shared;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class WebhookTests : IDisposable
{
    private const string Secret = "a secret of the shop";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static readonly AlertNotification Fired = new()
    {
        AlertId = "0123456789abcdef0123",
        Kind = AlertTransitionKind.Fired,
        Service = "shop",
        Slo = "<script>alert('é')</script>",
        Rule = "burn-1h-5m",
        Severity = AlertSeverity.Page,
        FiredAt = Now,
        Explanation = "Burn rate 20.",
        ClearsWhen = "Clears when it is below 14.4.",
    };

    private readonly FakeTimeProvider _time = new(Now);
    private readonly HookServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task What_is_sent_is_json_that_the_receiver_can_verify()
    {
        using WebhookNotifier hook = Hook(o => o.Secret = Secret);
        await hook.NotifyAsync(Fired, default);

        (string head, string body) = _server.Requests.Should().ContainSingle().Subject;
        head.Should().StartWith("POST /hooks/alerts?team=shop HTTP/1.1").And.Contain("Content-Type: application/json; charset=utf-8");
        JsonElement json = JsonDocument.Parse(body).RootElement;
        json.EnumerateObject().Select(one => one.Name).Should().Equal(
            "version", "alertId", "transition", "service", "slo", "rule", "severity", "firedAt", "resolvedAt", "explanation", "clearsWhen",
            "page");
        (json.GetProperty("transition").GetString(), json.GetProperty("slo").GetString(), json.GetProperty("severity").GetString())
            .Should()
            .Be(("Fired", Fired.Slo, "Page"));
        body.Should().NotContain("<script>", "JSON escapes what a careless page would run");

        // As the receiver would check it, with nothing of ours.
        string signature = head.Split("X-Reliability-Signature: ")[1].Split("\r\n")[0];
        string[] parts = signature.Split(',');
        parts[0].Should().Be($"t={Now.ToUnixTimeSeconds()}");
        parts[1]
            .Should()
            .Be(
                "v1="
                + Convert.ToHexString(HMACSHA256.HashData(
                    Encoding.UTF8.GetBytes(Secret),
                    Encoding.UTF8.GetBytes($"{parts[0][2..]}.{body}")))
                    .ToLowerInvariant());
        (head + body).Should().NotContain(Secret);
    }

    [Fact]
    public async Task The_page_of_alerts_names_the_transitions_as_they_are_sent()
    {
        using WebhookNotifier hook = Hook();
        await hook.NotifyAsync(Fired, default);
        await hook.NotifyAsync(Fired with { Kind = AlertTransitionKind.Resolved, ResolvedAt = Now.AddHours(1) }, default);

        string[] sent =
        [
            .. _server.Requests.Select(one => JsonDocument.Parse(one.Body).RootElement.GetProperty("transition").GetString()!),
        ];
        File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "alerts.md"))
            .Should().ContainSingle(line => line.StartsWith("| `alertId`, `transition` |", StringComparison.Ordinal))
            .Which.Should().Contain($"`transition` is `{sent[0]}` or `{sent[1]}`");
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_signed()
    {
        using WebhookNotifier hook = Hook();
        await hook.NotifyAsync(Fired with { Kind = AlertTransitionKind.Resolved, ResolvedAt = Now.AddHours(1) }, default);
        _server.Requests.Single().Head.Should().NotContain("Signature");
        _server.Requests.Single().Body.Should().Contain("\"Resolved\"").And.Contain("2026-03-01T13:00:00");
    }

    [Theory]
    [InlineData("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "*status 500*")]
    [InlineData(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        "*status 302*")]
    [InlineData("HTTP/1.1 307 Moved\r\nLocation: /hooks/alerts\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "*status 307*")]
    [InlineData("garbage\r\n\r\n", "*")]
    public async Task An_answer_that_is_no_success_is_a_failure_and_no_redirect_is_followed(string answer, string message)
    {
        _server.Answer = answer;
        using WebhookNotifier hook = Hook();
        await FluentActions.Awaiting(async () => await hook.NotifyAsync(Fired, default))
            .Should()
            .ThrowAsync<HttpRequestException>()
            .WithMessage(message);
        _server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_target_that_hangs_ends_with_the_attempt()
    {
        _server.Answer = null;
        using WebhookNotifier hook = Hook();
        using var attempt = new CancellationTokenSource();
        Task sent = hook.NotifyAsync(Fired, attempt.Token).AsTask();
        await attempt.CancelAsync();
        await FluentActions.Awaiting(() => sent).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task An_allow_list_rejects_a_private_address_when_it_connects_unless_it_is_named()
    {
        using WebhookNotifier hook = Hook(o => o.AllowedHosts.Add("127.0.0.1"));
        await FluentActions.Awaiting(async () => await hook.NotifyAsync(Fired, default))
            .Should()
            .ThrowAsync<HttpRequestException>()
            .WithMessage("*'127.0.0.1' has a private address*PrivateHosts*");
        _server.Requests.Should().BeEmpty();

        using WebhookNotifier allowed = Hook(o =>
        {
            o.AllowedHosts.Add("127.0.0.1");
            o.PrivateHosts.Add("127.0.0.1");
        });
        await allowed.NotifyAsync(Fired, default);
        _server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_rejected_as_well()
    {
        // The name is looked up when it is connected to.
        using WebhookNotifier hook = Hook(o =>
        {
            o.Url = new UriBuilder(_server.Url) { Host = "localhost" }.Uri;
            o.AllowedHosts.Add("localhost");
        });
        await FluentActions.Awaiting(async () => await hook.NotifyAsync(Fired, default))
            .Should()
            .ThrowAsync<HttpRequestException>()
            .WithMessage("*'localhost' has a private address*");
        _server.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.169.254", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("100.128.0.1", false)]
    [InlineData("0.0.0.0", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("224.0.0.1", true)]
    [InlineData("255.255.255.255", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::1", true)]
    [InlineData("::", true)]
    [InlineData("fe80::1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("ff02::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("64:ff9b::a00:1", true)]
    [InlineData("2001:4860:4860::8888", false)]
    public void An_address_is_private_or_public(string address, bool isPrivate) =>
        PrivateAddress.Includes(System.Net.IPAddress.Parse(address)).Should().Be(isPrivate);

    [Theory]
    [InlineData(null, null, "*Url of 'ops'*https://hooks.example/alerts*")]
    [InlineData("/relative", null, "*absolute address*")]
    [InlineData("ftp://hooks.example", null, "*http or https*")]
    [InlineData("https://ada:secret@hooks.example", null, "*without user information*")]
    [InlineData("https://hooks.example", "short", "*Secret of 'ops' must have 16 characters or more; it has 5.*")]
    public void A_setting_outside_its_range_is_rejected_where_it_is_written(string? url, string? secret, string message)
    {
        var services = new ServiceCollection();
        FluentActions.Invoking(() => services.AddReliability(r => r.AddWebhook("ops", o =>
        {
            o.Url = url is null ? null : new Uri(url, UriKind.RelativeOrAbsolute);
            o.Secret = secret;
        }))).Should().Throw<ArgumentException>().WithMessage(message).Which.Message.Should().NotContain("ada:secret");
    }

    [Fact]
    public void A_host_that_is_not_allowed_is_rejected_where_it_is_written() =>
        FluentActions.Invoking(() => Hook(o => o.AllowedHosts.Add("hooks.example")))
            .Should().Throw<ArgumentException>().WithMessage("*'127.0.0.1'*AllowedHosts allows hooks.example*");

    private WebhookNotifier Hook(Action<WebhookOptions>? configure = null)
    {
        var options = new WebhookOptions { Url = _server.Url };
        configure?.Invoke(options);
        return new WebhookNotifier("ops", options, _time);
    }
}
