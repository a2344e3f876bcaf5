using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>Pages whose every text was written by somebody hostile, in a browser that would run what is markup.</summary>
[Collection(ChromiumGroup.Name)]
public sealed class HostilePageTests(Chromium chromium)
{
    public static TheoryData<string> Texts =>
    [
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)' autofocus onfocus='alert(1)",
        "</title></svg></style><style>*{display:none}</style>",
        "javascript:alert(1)//..%2f../~41.json",
        "\u202Egnp.exe \u05D0\u05D1\u05D2 \u0627\u0644\u0639",
        string.Concat(Enumerable.Repeat("unbroken", 25)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_hostile_text_in_every_field_is_shown_as_it_is_and_does_nothing(string text)
    {
        await using Shop shop = await OpenAsync(text);
        await using Tab tab = await chromium.OpenAsync(shop, options =>
        {
            options.ViewportSize = new ViewportSize { Width = 320, Height = 700 };
            options.ExtraHTTPHeaders = [Shops.Ada];
        });
        List<string> dialogs = [];
        tab.Page.Dialog += async (_, dialog) =>
        {
            dialogs.Add(dialog.Message);
            await dialog.DismissAsync();
        };
        await tab.GoAsync("/reliability/");
        await RequireHarmlessAsync(tab, text);
        foreach (string section in (string[])["#objectives", "#experiments"])
        {
            await tab.GoAsync("/reliability/");
            ILocator link = tab.Page.Locator($"{section} tbody th a").Filter(new() { HasText = text }).First;
            (await link.TextContentAsync()).Should().Be(text);
            await link.ClickAsync();
            await tab.Page.WaitForURLAsync(section == "#objectives" ? "**/slo/**" : "**/experiment/**");
            (await tab.Page.Locator("h1").TextContentAsync()).Should().Be(text);
            await RequireHarmlessAsync(tab, text);
        }

        dialogs.Should().BeEmpty();
    }

    private static async Task RequireHarmlessAsync(Tab tab, string text)
    {
        await tab.Page.Locator("#theme").WaitForAsync();
        await tab.RequireCleanAsync(text);
        (await tab.Page.EvaluateAsync<int>("document.scripts.length")).Should().Be(1);
        (await tab.Page.EvaluateAsync<int>("document.querySelectorAll('img, style, iframe, [style], [onerror], [onfocus]').length"))
            .Should().Be(0);
        (await tab.Page.EvaluateAsync<bool>(
            "[...document.links].every(one => one.protocol === 'http:' && one.host === location.host)")).Should().BeTrue();
    }

    private static async Task<Shop> OpenAsync(string text)
    {
        Shop shop = await Shops.OpenWithWritesAsync(
            reliability => reliability.Configure(options => options.Service = text).AddSlo(
                text, slo => slo.Availability(99m).OfService(text).Describe(text).AlertOnBurnRate()),
            options => options.Title = text.Length <= 100 ? text : "title");
        IServiceProvider services = shop.Site.Services;
        ReliabilityRecorder recorder = services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes(text).Record(good: 10, bad: 90, Shop.Now.AddMinutes(-20));
        recorder.BadEvents(text).Record(
            new BadEventSource { Route = text, Status = text, Version = text }, Shop.Now.AddMinutes(-20));
        await recorder.FlushAsync();
        await services.GetRequiredService<IReleaseGate>().OverrideAsync(
            new GateOverride { Service = text, By = text, Reason = text, ExpiresAt = Shop.Now.AddHours(1), Id = "one" });
        await services.GetRequiredService<IBudgetLedger>().AdjustAsync(
            new BudgetAdjustment { Slo = text, At = Shop.Now.AddHours(-2), Bad = 1, By = text, Reason = text });
        await ShopExperiment.RunAsync(
            shop,
            new ExperimentDefinition
            {
                Key = text,
                Hypothesis = text,
                Variants = [new(text, 1), new("other", 1)],
                Metrics = [ExperimentMetric.Primary(text), ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.1))],
            },
            losesUnits: true,
            by: text);
        return shop;
    }
}
