using System.Globalization;
using System.Text.Json;
using Reliability.Common;
using Reliability.Recurrences.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Recurrences.Tests;

public sealed class CalendarExpanderTests
{
    private static readonly CalendarExpander Expander = new();
    private static readonly TimeRange Year = new(At("2026-01-01"), At("2027-01-01"));

    public static TheoryData<string> Rules => [.. Cases().Select(one => one.GetProperty("rule").GetString()!)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Occurrences_agree_with_dateutil(string rule)
    {
        JsonElement golden = Cases().Single(one => one.GetProperty("rule").GetString() == rule);
        var recurrence = new Recurrence
        {
            Rule = rule,
            Start = DateTime.Parse(golden.GetProperty("start").GetString()!, CultureInfo.InvariantCulture),
            Zone = golden.GetProperty("zone").GetString()!,
            Duration = TimeSpan.FromMinutes(golden.GetProperty("minutes").GetInt32()),
        };
        var range = new TimeRange(golden.GetProperty("from").GetDateTimeOffset(), golden.GetProperty("to").GetDateTimeOffset());
        TimeRange[] expected =
        [
            .. golden.GetProperty("occurrences")
                .EnumerateArray()
                .Select(one => new TimeRange(one[0].GetDateTimeOffset(), one[1].GetDateTimeOffset())),
        ];
        expected.Should().NotBeEmpty();
        Expander.Expand(recurrence, range).Should().Equal(expected);
    }

    [Theory]
    [InlineData("FREQ=SECONDLY", "*FREQ is one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY, and not 'SECONDLY'*")]
    [InlineData("FREQ=MINUTELY;COUNT=2", "*and not 'MINUTELY'*")]
    [InlineData("BYDAY=SU", "*FREQ is one of*and not ''*")]
    [InlineData("FREQ=NEVER", "*and not 'NEVER'*")]
    [InlineData("every sunday", "*parts NAME=VALUE*FREQ=WEEKLY;BYDAY=SU*")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY", "*each once*")]
    [InlineData("FREQ=DAILY;", "*parts NAME=VALUE*")]
    [InlineData("FREQ=DAILY\r\nDTSTART:19700101", "*cannot be read*")]
    [InlineData("FREQ=DAILY;BYSECOND=1", "*BYSECOND is not supported*")]
    [InlineData("FREQ=HOURLY;BYMINUTE=0,1,2,3", "*BYMINUTE is not supported*")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "*INTERVAL is 1 to 1000, and not '0'*")]
    [InlineData("FREQ=DAILY;INTERVAL=99999999999", "*INTERVAL is 1 to 1000*")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "*cannot be*")]
    [InlineData("FREQ=DAILY;COUNT=99999999999999999999", "*cannot be*")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow", "*UNTIL is a day or a moment*'tomorrow'*")]
    [InlineData("FREQ=DAILY;NONSENSE=1", "*cannot be*")]
    public void A_hostile_rule_is_rejected_and_told_what_would_be_legal(string rule, string message) =>
        FluentActions.Invoking(() => Expander.Expand(Every(rule), Year)).Should().Throw<ArgumentException>().WithMessage(message);

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=30")]
    public void A_rule_that_never_happens_ends(string rule)
    {
        IReadOnlyList<TimeRange> found = [];
        try
        {
            found = Expander.Expand(Every(rule), Year);
        }
        catch (ArgumentException e)
        {
            e.Message.Should().Contain("cannot be computed");
        }

        found.Should().BeEmpty();
    }

    [Fact]
    public void A_rule_that_happens_every_hour_for_years_is_taken() =>
        Expander.Expand(Every("FREQ=HOURLY"), new TimeRange(At("2030-01-01"), At("2031-01-01"))).Should().HaveCount(8760);

    [Fact]
    public async Task A_budget_leaves_recurring_time_out()
    {
        DateTimeOffset now = At("2026-03-10");
        SloDefinition slo = SloDefinition.Availability("checkout", 99m) with { Service = "shop" };
        using var store = new InMemoryStore();
        DateTimeOffset first = now.AddDays(-7);
        await store.Series.AppendAsync(
            new SeriesBatch(
                "shop",
                "test",
                1,
                [
                    .. Enumerable.Range(0, 7 * 24)
                        .Select(hour =>
                            new SeriesDelta("checkout", new SeriesBucket(first.AddHours(hour), 100, hour % 24 == 2 ? 50 : 100))),
                ]),
            default);
        var time = new FixedTime(now);
        var ledger = new BudgetLedger(store.Series, store.Documents, store.Events, [slo], time, expander: Expander);
        var budgets = new ErrorBudgets(store.Series, [slo], time, corrections: ledger);
        (await budgets.GetStatusAsync("checkout")).Bad.Should().Be(350);

        LedgerEntry entry = await ledger.ExcludeAsync(new BudgetExclusion
        {
            Service = "shop",
            By = "ada",
            Reason = "backups",
            Recurrence = Every("FREQ=DAILY") with { Start = first.UtcDateTime.AddHours(2), Duration = TimeSpan.FromHours(1) },
        });
        entry.Recurrence!.Rule.Should().Be("FREQ=DAILY");
        (await budgets.GetStatusAsync("checkout"))
            .Should()
            .BeEquivalentTo(new { Bad = 0m, Total = 7 * 23 * 100m, Ledger = new { ExcludedTime = TimeSpan.FromHours(7) } });
        (await ledger.GetEntriesAsync("shop")).Should().Equal(entry);

        var without = new BudgetLedger(store.Series, store.Documents, store.Events, [slo], time);
        await FluentActions.Awaiting(async () =>
            await new ErrorBudgets(store.Series, [slo], time, corrections: without).GetStatusAsync("checkout"))
            .Should().ThrowAsync<ReliabilityException>().WithMessage("*call UseRecurrence()*");
        await FluentActions.Awaiting(async () =>
            await ledger.ExcludeAsync(new BudgetExclusion
            {
                Service = "shop",
                By = "ada",
                Reason = "never",
                Recurrence = Every("FREQ=YEARLY;BYMONTH=1;COUNT=0"),
            }))
            .Should().ThrowAsync<ArgumentException>();
    }

    private static Recurrence Every(string rule) =>
        new() { Rule = rule, Start = new DateTime(2026, 3, 9, 2, 0, 0), Duration = TimeSpan.FromMinutes(30) };

    private static DateTimeOffset At(string date) =>
        DateTimeOffset.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static JsonElement.ArrayEnumerator Cases() => JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "recurrence.json"))).RootElement
            .GetProperty("cases")
            .EnumerateArray();
}
