using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common.Internal;
using Reliability.Dashboard.Internal;
using Reliability.Recording;
using Reliability.Releases;

namespace Reliability.Dashboard.Tests;

/// <summary>Names and reasons are text wherever they stand.</summary>
public sealed partial class HostileTextTests
{
    private static readonly string[] _texts =
    [
        "</script><script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\" autofocus onfocus=\"alert(1)",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "../../admin",
        "a/b%2fc.json",
        "a.json",
        "..",
        "~41",
        "\u202Egnp.exe",
        "\u05D0\u05D1\u05D2 \u0627\u0644\u0639",
        "&lt;b&gt; &amp;",
        new string('x', 200),
    ];

    public static TheoryData<string> Texts => [.. _texts];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_hostile_name_is_a_text_on_every_page(string name)
    {
        await using Shop shop = await Shop.OpenAsync(
            reliability => reliability.AddSlo(
                name, slo => slo.Availability(99m).OfService(name).Describe(name)),
            options => options.Title = name.Length <= 100 ? name : "title");
        IReleaseGate gate = shop.Site.Services.GetRequiredService<IReleaseGate>();
        await gate.OverrideAsync(
            new GateOverride { Service = name, By = name, Reason = name, ExpiresAt = Shop.Now.AddHours(1), Id = "one" });
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes(name).Record(good: false);
        recorder.BadEvents(name).Record(new BadEventSource { Route = name, Status = name, Version = name });
        await recorder.FlushAsync();
        string address = "/reliability/" + RelativeAddress.Root(0).Folder("slo").File(name).ToString()[2..];
        foreach (string path in (string[])["/reliability/", address])
        {
            string page = await shop.PageAsync(path);
            Markup().Matches(page).Should().BeEmpty();
            page.Should().NotContain("<img").And.NotContain("=\"javascript:");
            Regex.Count(page, "<script").Should().Be(1);
        }

        string twin = await shop.PageAsync(address + ".json");
        JsonDocument.Parse(twin).RootElement.GetProperty("sources").GetProperty("rows").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public void A_segment_comes_back_as_the_name_that_it_was()
    {
        foreach (string name in _texts)
        {
            string segment = RelativeAddress.Root(0).File(name).ToString()[2..];
            segment.Should().MatchRegex("^[A-Za-z0-9_~-]+$");
            PathSegment.Read(segment).Should().Be(name);
        }
    }

    [Theory]
    [InlineData("~")]
    [InlineData("~4")]
    [InlineData("~zz")]
    [InlineData("\u00E4")]
    public void What_no_address_has_names_nothing(string segment) => PathSegment.Read(segment).Should().BeNull();

    [GeneratedRegex("<[^>]* on[a-z]+\\s*=|<[^>]* style\\s*=|href=\"(?:javascript|//|/)", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();
}
