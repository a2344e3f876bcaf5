using System.Text.Json.Nodes;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>What is deleted belongs to the service that wants it, and goes by no host's clock.</summary>
[Trait("guarantee", "8")]
[Trait("guarantee", "12")]
public sealed class RetentionScopeTests
{
    internal const string Shop = "shop";
    private const string Search = "search";

    /// <summary>How many buckets of two events, one of them bad, a service has that was filled.</summary>
    private const int Filled = 72;

    internal static readonly SeriesRetention Shortest = new(TimeSpan.FromHours(2), TimeSpan.FromHours(3));

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    public static TheoryData<string, int, bool> Skews
    {
        get
        {
            var all = new TheoryData<string, int, bool>();
            foreach (string kind in SharedStore.Kinds)
            {
                foreach (int days in new[] { 10, 500, -10, -500 })
                {
                    all.Add(kind, days, false);
                    all.Add(kind, days, true);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_service_that_keeps_little_deletes_nothing_of_another(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await FillAsync(store, Shop);
        await FillAsync(store, Search);
        List<SeriesBucket> before = await ContentAsync(store, Search);
        await using HostedProcess shop = HostedProcess.Start(store, Shop, r => Keeps(r, Shortest));
        await using HostedProcess search = HostedProcess.Start(await data.OpenAsync(), Search, r => r.Objective());
        (await search.BudgetOverHttpAsync()).Should().Be((Filled * 2, Filled));

        for (int i = 0; i < 3; i++)
        {
            await shop.RoundAsync("retention");
            await search.RoundAsync("retention");
        }

        (await ContentAsync(store, Search)).Should().Equal(before);
        (await search.BudgetOverHttpAsync()).Should().Be((Filled * 2, Filled), "its totals stay");
        await using HostedProcess anew = HostedProcess.Start(await data.OpenAsync(), Search, r => r.Objective());
        (await anew.BudgetOverHttpAsync()).Should().Be((Filled * 2, Filled), "a process that has read nothing yet counts the same");
        (await store.Series.GetLastSequenceAsync(Search, "filler", CancellationToken.None)).Should().Be(1);
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(Shortest);
        (await store.Series.GetRetentionAsync(Search, CancellationToken.None)).Should().Be(SeriesRetention.Default);
        shop.Log.Of("JobFailed").Should().BeEmpty();
        if (kind is SharedStore.Memory or SharedStore.Sqlite)
        {
            // Without a clock of its own, a store deletes only what grew old while somebody ran.
            (await ContentAsync(store, Shop)).Should().Equal(before);
        }
        else
        {
            (await ContentAsync(store, Shop)).Count.Should().BeLessThan(before.Count / 2, "its own old buckets are gone");
        }
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task A_host_whose_clock_is_wrong_by_days_deletes_nothing_of_anybody(string kind, int days, bool isFirst)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess wrong = HostedProcess.Start(
            await data.OpenAsync(),
            Shop,
            r => r.Objective().AddSlo("other", slo => slo.Availability(99.9m).OfService(Search)),
            TimeSpan.FromDays(days));
        if (isFirst)
        {
            await wrong.RecordAsync(Declared.Checkout, good: 1, bad: 0);
            await wrong.RecordAsync("other", good: 1, bad: 0);
            await wrong.RoundAsync("retention", "ledger", "alerts");
        }

        await FillAsync(store, Shop);
        await FillAsync(store, Search);
        await using HostedProcess right = HostedProcess.Start(await data.OpenAsync(), Search, r => r.Objective());
        (decimal Total, decimal Bad) counted = (Filled * 2, Filled);
        (await right.BudgetOverHttpAsync()).Should().Be(counted);
        List<SeriesBucket> shop = await ContentAsync(store, Shop);
        List<SeriesBucket> search = await ContentAsync(store, Search);
        await wrong.RecordAsync(Declared.Checkout, good: 1, bad: 0);
        await wrong.RecordAsync("other", good: 1, bad: 0);

        for (int i = 0; i < 4; i++)
        {
            await wrong.RoundAsync("retention", "ledger", "alerts");
            wrong.Clock.Advance(TimeSpan.FromHours(1));
        }

        (await ContentAsync(store, Shop)).Should().Equal(shop);
        (await ContentAsync(store, Search)).Should().Equal(search);
        (await right.BudgetOverHttpAsync()).Should().Be(counted, "the history of the other service still answers");
        foreach (string service in new[] { Shop, Search })
        {
            (await store.Series.GetLastSequenceAsync(service, "filler", CancellationToken.None)).Should().Be(1);
        }

        wrong.Log.Of("JobFailed").Should().BeEmpty();
        await wrong.LookAsync();
        wrong.Log.Of("ClockDiffers").Should().ContainSingle("nothing is decided by it, but it is said");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_longest_retention_of_the_live_processes_counts(string kind)
    {
        var days = new SeriesRetention(TimeSpan.FromDays(2), TimeSpan.FromDays(30));
        var hours = new SeriesRetention(TimeSpan.FromDays(1), TimeSpan.FromDays(60));
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await FillAsync(store, Shop);
        List<SeriesBucket> before = await ContentAsync(store, Shop);
        await using HostedProcess brief = HostedProcess.Start(store, Shop, r => Keeps(r, Shortest));
        await using HostedProcess one =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, days), skew: TimeSpan.FromDays(-10));
        await using HostedProcess two =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, hours), skew: TimeSpan.FromDays(10));
        await one.BeatAsync();
        await two.BeatAsync();

        await brief.RoundAsync("retention");
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(new SeriesRetention(days.Minutes, hours.Hours));
        (await ContentAsync(store, Shop)).Should().Equal(before);

        await one.StopAsync();
        await LowerAsync(brief, store);
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(hours);

        await two.StopAsync();
        await LowerAsync(brief, store);
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(Shortest);
    }

    /// <summary>A canary that keeps little, while the fleet restarts.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_process_that_keeps_little_and_lives_alone_for_a_moment_deletes_nothing(string kind)
    {
        var longer = new SeriesRetention(TimeSpan.FromDays(2), TimeSpan.FromDays(60));
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await FillAsync(store, Shop);
        List<SeriesBucket> before = await ContentAsync(store, Shop);
        await using HostedProcess fleet = HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, longer));
        await fleet.RoundAsync("retention");
        await fleet.StopAsync();

        await using HostedProcess canary = HostedProcess.Start(store, Shop, r => Keeps(r, Shortest));
        await canary.RoundAsync("retention");
        await canary.RoundAsync("retention");
        await PassAsync(store, TimeSpan.FromHours(23));
        await canary.RoundAsync("retention");
        await ShouldBeKeptAsync("it was not alone for a day");

        await PassAsync(store, TimeSpan.FromDays(1), TimeSpan.FromDays(1));
        await canary.RoundAsync("retention");
        await ShouldBeKeptAsync("nobody knows what was declared while nobody looked");

        await fleet.BeatAsync();
        await canary.RoundAsync("retention");
        await fleet.StopAsync();
        await canary.RoundAsync("retention");
        await ShouldBeKeptAsync("the fleet was there in between");

        await PassAsync(store, TimeSpan.FromDays(1));
        await canary.RoundAsync("retention");
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(Shortest, "it was alone for a day");
        canary.Log.Of("JobFailed").Should().BeEmpty();

        async Task ShouldBeKeptAsync(string because)
        {
            (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(longer, because);
            (await ContentAsync(store, Shop)).Should().Equal(before, because);
        }
    }

    /// <summary>It holds the lease, and so it alone would see in an hour what another process declared in between.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_process_keeps_that_never_trims_and_stops_soon_is_not_deleted(string kind)
    {
        var longer = new SeriesRetention(TimeSpan.FromDays(2), TimeSpan.FromDays(60));
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess brief = HostedProcess.Start(store, Shop, r => Keeps(r, Shortest));
        await brief.RoundAsync("retention");
        await FillAsync(store, Shop);
        List<SeriesBucket> before = await ContentAsync(store, Shop);

        await using HostedProcess fleet = HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, longer));
        await fleet.RoundAsync("retention");
        await fleet.StopAsync();
        await brief.RoundAsync("retention");
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(longer);

        await PassAsync(store, TimeSpan.FromHours(23));
        await using HostedProcess again = HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, longer));
        await again.RoundAsync("retention");
        await again.StopAsync();
        await brief.RoundAsync("retention");
        await PassAsync(store, TimeSpan.FromHours(2));
        await brief.RoundAsync("retention");
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(longer, "the day starts again");
        (await ContentAsync(store, Shop)).Should().Equal(before);
    }

    /// <summary>A newer version wrote it during a deployment, or it is damaged: it may declare a longer retention.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_deleted_while_the_declaration_of_a_live_process_cannot_be_read(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await FillAsync(store, Shop);
        List<SeriesBucket> before = await ContentAsync(store, Shop);
        await using HostedProcess longest = HostedProcess.Start(
            await data.OpenAsync(), Shop, r => Keeps(r, new SeriesRetention(TimeSpan.FromDays(2), TimeSpan.FromDays(60))));
        await longest.BeatAsync();
        var declarations = new CollectionId(Shop, "processes");
        DocumentPage page = await store.Documents.ListAsync(new DocumentQuery(declarations), CancellationToken.None);
        foreach (Document one in page.Documents)
        {
            await store.Documents.PutAsync([DocumentWrite.Replace(one.Id, one.ETag, """{"v":99}""")], CancellationToken.None);
        }

        await using HostedProcess brief = HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, Shortest));
        await brief.RoundAsync("retention");
        (await ContentAsync(store, Shop)).Should().Equal(before);

        await longest.StopAsync();
        await brief.RoundAsync("retention");
        (await store.Series.GetRetentionAsync(Shop, CancellationToken.None)).Should().Be(Shortest);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_import_with_a_retention_of_its_own_keeps_its_totals(string kind)
    {
        var start = new DateTimeOffset(2015, 5, 17, 10, 0, 0, TimeSpan.Zero);
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        SeriesDelta[] old =
        [
            .. Enumerable.Range(0, 4 * 24).Select(i => new SeriesDelta(Declared.Checkout, new SeriesBucket(start.AddHours(i), 10, 9))),
        ];
        var century = new SeriesRetention(TimeSpan.FromDays(36500), TimeSpan.FromDays(36500));
        await store.Series.SetRetentionAsync("access-log", century, CancellationToken.None);
        await store.Series.AppendAsync(new SeriesBatch("access-log", "import", 9600, old), CancellationToken.None);
        await FillAsync(store, Shop);
        await using HostedProcess shop = HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, Shortest));
        await using HostedProcess report = HostedProcess.Start(await data.OpenAsync(), "access-log", r => Keeps(r, century));

        for (int i = 0; i < 3; i++)
        {
            await shop.RoundAsync("retention");
            await report.RoundAsync("retention");
        }

        await store.Series.TrimAsync("access-log", CancellationToken.None);
        foreach (SeriesResolution tier in Enum.GetValues<SeriesResolution>())
        {
            List<SeriesBucket> kept = await ReadAsync(store, "access-log", tier, start.AddDays(-1), start.AddDays(5));
            (kept.Sum(one => one.Count), kept.Sum(one => one.Good)).Should().Be((960, 864));
        }

        (await store.Series.GetLastSequenceAsync("access-log", "import", CancellationToken.None)).Should().Be(9600);
    }

    /// <summary>Lets a process trim until the lower retention applies that it has seen for a day.</summary>
    private static async Task LowerAsync(HostedProcess process, IReliabilityStore store)
    {
        await process.RoundAsync("retention");
        await PassAsync(store, SeriesRetention.LoweringDelay);
        await process.RoundAsync("retention");
    }

    /// <summary>
    /// Makes time pass for a lower retention, since the clock of a server cannot be turned: it is seen since an earlier time.
    /// </summary>
    private static async Task PassAsync(IReliabilityStore store, TimeSpan time, TimeSpan unseen = default)
    {
        var id = new DocumentId(new CollectionId(Shop, "retentions"), "series");
        Document document = (await store.Documents.GetAsync(id, CancellationToken.None))!;
        JsonObject json = JsonNode.Parse(document.Json)!.AsObject();
        json["since"] = json["since"]!.GetValue<DateTimeOffset>() - time;
        json["seenAt"] = json["seenAt"]!.GetValue<DateTimeOffset>() - unseen;
        (await store.Documents.PutAsync(DocumentWrite.Replace(id, document.ETag, json.ToJsonString()), CancellationToken.None))
            .Should().Be(WriteOutcome.Stored);
    }

    internal static ReliabilityBuilder Keeps(ReliabilityBuilder builder, SeriesRetention retention) => builder
        .AddSlo(Declared.Checkout, slo => slo.Availability(99.9m).OverRolling(TimeSpan.FromHours(1)).AlertWhen(Declared.Rule))
        .Configure(options =>
        {
            options.MinuteRetention = retention.Minutes;
            options.HourRetention = retention.Hours;
        });

    /// <summary>Twelve hours of events.</summary>
    internal static async Task FillAsync(IReliabilityStore store, string service)
    {
        DateTimeOffset now = SeriesResolution.Minute.StartOf(TimeProvider.System.GetUtcNow());
        SeriesDelta[] deltas =
        [
            .. Enumerable.Range(0, Filled).Select(i => new SeriesDelta(Declared.Checkout, new SeriesBucket(now.AddMinutes(-10 * i), 2, 1))),
        ];
        await store.Series.AppendAsync(new SeriesBatch(service, "filler", 1, deltas), CancellationToken.None);
    }

    /// <summary>The buckets of the last day, without the present minutes, in which others record.</summary>
    internal static async Task<List<SeriesBucket>> ContentAsync(IReliabilityStore store, string service)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return
        [
            .. await ReadAsync(store, service, SeriesResolution.Minute, now.AddDays(-1), now.AddMinutes(-5)),
            .. await ReadAsync(store, service, SeriesResolution.Hour, now.AddDays(-1), now.AddHours(-1)),
        ];
    }

    private static async Task<List<SeriesBucket>> ReadAsync(
        IReliabilityStore store,
        string service,
        SeriesResolution tier,
        DateTimeOffset from,
        DateTimeOffset to)
    {
        List<SeriesBucket> buckets = [];
        await foreach (SeriesBucket bucket in store.Series.ReadAsync(
            new SeriesQuery(new SeriesId(service, Declared.Checkout), tier, from, to),
            CancellationToken.None))
        {
            buckets.Add(bucket);
        }

        return buckets;
    }
}
