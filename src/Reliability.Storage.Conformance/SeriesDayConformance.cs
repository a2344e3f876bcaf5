using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.SeriesScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="SeriesStoreConformance{TStore}"/> for the day tier and its time zone. Derive from that class, not from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class SeriesDayConformance<TStore> : SeriesContentConformance<TStore>
    where TStore : class
{
    /// <summary>
    /// Consecutive starts of days, in UTC: days of 23, 24.5, 25 and 24 hours, zones at half and quarter hours, a midnight that clocks skip,
    /// and a date that does not exist.
    /// </summary>
    private static readonly (string Zone, string[] Starts)[] Calendars =
    [
        ("UTC", ["2026-03-28T00:00Z", "2026-03-29T00:00Z", "2026-03-30T00:00Z"]),
        ("Europe/Berlin", ["2026-03-27T23:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z", "2026-03-30T22:00Z"]),
        ("Europe/London", ["2026-03-28T00:00Z", "2026-03-29T00:00Z", "2026-03-29T23:00Z", "2026-03-30T23:00Z"]),
        ("America/New_York", ["2026-10-31T04:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z"]),
        ("Pacific/Auckland", ["2026-09-25T12:00Z", "2026-09-26T12:00Z", "2026-09-27T11:00Z", "2026-09-28T11:00Z"]),
        ("Australia/Lord_Howe", ["2026-04-03T13:00Z", "2026-04-04T13:00Z", "2026-04-05T13:30Z"]),
        ("Asia/Kathmandu", ["2026-01-01T18:15Z", "2026-01-02T18:15Z"]),
        ("America/St_Johns", ["2026-01-02T03:30Z", "2026-01-03T03:30Z"]),
        ("America/Asuncion", ["2023-09-30T04:00Z", "2023-10-01T04:00Z", "2023-10-02T03:00Z"]),
        ("Pacific/Apia", ["2011-12-28T10:00Z", "2011-12-29T10:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z"]),
        ("Europe/Berlin", ["1969-12-30T23:00Z", "1969-12-31T23:00Z", "1970-01-01T23:00Z"]),
    ];

    /// <summary>A day bucket contains the events of a date in the time zone of the service.</summary>
    [Fact]
    public async Task DaysLieInTheZoneOfTheService()
    {
        ISeriesStore store = await StartAsync();
        for (int i = 0; i < Calendars.Length; i++)
        {
            (string zone, string[] texts) = Calendars[i];
            DateTimeOffset[] starts = [.. texts.Select(Time)];
            string service = $"service-{i}";
            await AppendAsync(store, service, 1, zone, starts.SelectMany((start, day) => (SeriesDelta[])
                [At(start.AddMinutes(-1), day + 1), At(start, 10 * (day + 1))]));

            List<SeriesBucket> days = await store.DaysAsync(Series(service: service), sketches: true);
            Assert.Equal(starts, days.Skip(1).Select(day => day.Start));
            Assert.Equal(1, days[0].Count);
            for (int day = 0; day < starts.Length; day++)
            {
                bool isLast = day == starts.Length - 1;
                Assert.Equal((10 * (day + 1)) + (isLast ? 0 : day + 2), days[day + 1].Count);
                Assert.Equal(days[day + 1].Count, days[day + 1].Sketch!.Count);
            }

            Assert.Equal(days.Sum(day => day.Count), await store.SumOfMinutesAsync(Series(service: service)));
            List<SeriesBucket> inner = await store.ListAsync(
                new SeriesQuery(Series(service: service), SeriesResolution.Day, starts[0], starts[^1]));
            Assert.Equal(starts[..^1], inner.Select(day => day.Start));
            List<SeriesBucket> between = await store.ListAsync(
                new SeriesQuery(Series(service: service), SeriesResolution.Day, starts[0].AddTicks(1), starts[^1].AddTicks(1)));
            Assert.Equal(starts[1..], between.Select(day => day.Start));
            AssertSame(inner, (await store.ReadAsync(
                [new SeriesQuery(Series(service: service), SeriesResolution.Day, starts[0], starts[^1])], CancellationToken.None))[0]);
            SeriesSummary summary = (await store.SummarizeAsync(
                [new SeriesQuery(Series(service: service), SeriesResolution.Day, starts[0], starts[^1])], CancellationToken.None))[0];
            Assert.Equal((inner.Count, inner.Sum(day => day.Count)), (summary.BucketCount, summary.Total.Count));
        }
    }

    /// <summary>
    /// The first batch with deltas determines the time zone of a service. A batch with another one is rejected as a whole, by every
    /// process, and its sequence is not stored.
    /// </summary>
    [Fact]
    public async Task TheZoneOfAServiceNeverChanges()
    {
        ISeriesStore one = await StartAsync();
        ISeriesStore two = await StartAsync();
        Assert.Null(await one.GetDayZoneAsync(Service, CancellationToken.None));
        await AppendAsync(one, Service, 1, "Asia/Tokyo", []);
        Assert.Null(await one.GetDayZoneAsync(Service, CancellationToken.None));
        await AppendAsync(one, Service, 2, "Europe/Berlin", [At(Noon, 1)]);
        Assert.Equal("Europe/Berlin", await two.GetDayZoneAsync(Service, CancellationToken.None));

        foreach (ISeriesStore store in (ISeriesStore[])[one, two])
        {
            DayZoneException rejection = await Assert.ThrowsAsync<DayZoneException>(
                async () => await AppendAsync(store, Service, 3, "UTC", [At(Noon, 1), Events(0, 5, series: "other")]));
            Assert.Equal((Service, "Europe/Berlin", "UTC"), (rejection.Service, rejection.Stored, rejection.Declared));
            Assert.False(rejection.IsTransient);
        }

        Assert.Equal(2, await one.LastSequenceAsync());
        Assert.Equal(1, await one.SumOfMinutesAsync());
        Assert.Equal([Series()], await one.ListSeriesAsync());
        Assert.Equal(AppendOutcome.Applied, await AppendAsync(two, Service, 3, "Europe/Berlin", [At(Noon, 1)]));
        Assert.Equal(AppendOutcome.Applied, await AppendAsync(two, Service, 4, "UTC", []));
        Assert.Equal(AppendOutcome.Applied, await AppendAsync(one, "Shop", 1, "UTC", [At(Noon, 1)]));
        Assert.Equal("UTC", await two.GetDayZoneAsync("Shop", CancellationToken.None));

        await StopAsync(two);
        one = await RestartAsync(one);
        Assert.Equal("Europe/Berlin", await one.GetDayZoneAsync(Service, CancellationToken.None));
        await Assert.ThrowsAsync<DayZoneException>(async () => await AppendAsync(one, Service, 9, "UTC", [At(Noon, 1)]));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await one.GetDayZoneAsync("a\nb", CancellationToken.None));
    }

    /// <summary>If two processes send the first batches of a service with different zones, one of them is rejected.</summary>
    [Fact]
    public async Task OneOfTwoFirstZonesWins()
    {
        ISeriesStore[] stores = [await StartAsync(), await StartAsync()];
        string[] zones = ["Europe/Berlin", "UTC"];
        for (int i = 0; i < 20; i++)
        {
            string service = $"service-{i}";
            bool[] stored = await Together.RunAsync(2, async n =>
            {
                try
                {
                    await AppendAsync(stores[n], service, 1, zones[n], [At(Noon, 1)], $"producer-{n}");
                    return true;
                }
                catch (DayZoneException)
                {
                    return false;
                }
            });
            Assert.Single(stored, isStored => isStored);
            Assert.Equal(zones[stored[0] ? 0 : 1], await stores[0].GetDayZoneAsync(service, CancellationToken.None));
            Assert.Equal(1, Assert.Single(await stores[1].DaysAsync(Series(service: service))).Count);
        }
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Returns events with sketches in one minute.</summary>
    private static SeriesDelta At(DateTimeOffset start, int count) =>
        new("orders", Values(0, [.. Enumerable.Range(1, count).Select(n => (double)n)]).Bucket with { Start = start });

    private static async Task<AppendOutcome> AppendAsync(
        ISeriesStore store, string service, long sequence, string zone, IEnumerable<SeriesDelta> deltas, string producer = Producer) =>
        await store.AppendAsync(
            new SeriesBatch(service, producer, sequence, deltas) { DayZone = TimeZoneInfo.FindSystemTimeZoneById(zone) },
            CancellationToken.None);
}
