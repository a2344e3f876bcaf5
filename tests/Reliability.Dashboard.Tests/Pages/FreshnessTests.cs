using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Recording;

namespace Reliability.Dashboard.Tests;

/// <summary>When a page reads the store again, and how long lists are shown.</summary>
public sealed class FreshnessTests
{
    [Theory]
    [InlineData("/reliability/dashboard.json")]
    [InlineData("/reliability/slo/mail.json")]
    public async Task A_flush_that_code_asks_for_is_visible_at_once_and_one_of_the_background_is_not(string address)
    {
        await using Shop shop = await Shop.OpenAsync();
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        decimal before = await TotalAsync();
        recorder.Outcomes("mail").Record(good: 1000, bad: 0, Shop.Now.AddMinutes(-1));
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await recorder.FlushInBackgroundAsync();
        (await TotalAsync()).Should().Be(before, "the snapshot is not old");
        await recorder.FlushAsync();
        (await TotalAsync()).Should().Be(before + 1000);

        async Task<decimal> TotalAsync()
        {
            JsonElement twin = JsonDocument.Parse(await shop.PageAsync(address)).RootElement;
            twin.GetProperty("asOf").GetDateTimeOffset().Should().BeOnOrAfter(Shop.Now);
            return (twin.TryGetProperty("objective", out JsonElement one)
                    ? one
                    : twin.GetProperty("objectives").GetProperty("items").EnumerateArray()
                        .Single(row => row.GetProperty("name").GetString() == "mail"))
                .GetProperty("total").GetDecimal();
        }
    }

    [Fact]
    public async Task A_flush_of_the_tracker_that_code_asks_for_makes_the_page_read_again()
    {
        await using Shop shop = await Shop.OpenAsync();
        ExperimentTracker tracker = shop.Site.Services.GetRequiredService<ExperimentTracker>();
        string before = await shop.PageAsync("/reliability/dashboard.json");
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        await tracker.FlushInBackgroundAsync();
        (await shop.PageAsync("/reliability/dashboard.json")).Should().Be(before);
        await tracker.FlushAsync();
        (await shop.PageAsync("/reliability/dashboard.json")).Should().NotBe(before);
    }

    [Fact]
    public async Task More_than_fifty_experiments_are_paged_and_the_pages_say_of_how_many()
    {
        await using Shop shop = await Shop.OpenAsync(r => r.Configure(options => options.Service = "shop"));
        IExperiments experiments = shop.Site.Services.GetRequiredService<IExperiments>();
        for (int i = 0; i < 60; i++)
        {
            await experiments.CreateAsync(
                new ExperimentDefinition
                {
                    Key = $"test-{i:00}",
                    Variants = [new("blue", 1), new("green", 1)],
                    Metrics = [ExperimentMetric.Primary("bought", minEffect: 0.05)],
                },
                new ChangeRequest { By = "ada", Reason = "many", Id = $"new-{i}" });
        }

        string first = await shop.PageAsync("/reliability/?state=Healthy");
        first.Should().Contain("test-49").And.NotContain("test-50").And.Contain("50 of ")
            .And.Contain("href=\"./?sort=worst&amp;state=Healthy&amp;experiments=2\">Next</a>").And.NotContain(">Previous</a>");
        string second = await shop.PageAsync("/reliability/?experiments=2&sort=name");
        second.Should().Contain("test-59").And.NotContain("test-49").And.Contain("href=\"./?sort=name\">Previous</a>")
            .And.NotContain(">Next</a>");
        JsonElement list = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json?experiments=2")).RootElement
            .GetProperty("experiments");
        (list.GetProperty("page").GetInt32(), list.GetProperty("pages").GetInt32(), list.GetProperty("total").GetInt32())
            .Should().Be((2, 2, 60));
        list.GetProperty("items").GetArrayLength().Should().Be(10);
        foreach (string wrong in (string[])["0", "-1", "10001", "two", "%3Cb%3E"])
        {
            (HttpResponseMessage response, string text) = await shop.GetAsync($"/reliability/?experiments={wrong}");
            ((int)response.StatusCode).Should().Be(400);
            text.Should().Contain("experiments: the number of a page is valid, 1 to 10000.");
        }
    }
}
