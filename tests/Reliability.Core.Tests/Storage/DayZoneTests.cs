using CsCheck;
using Reliability.Sketches;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class DayZoneTests
{
    private static readonly Gen<(TimeZoneInfo Zone, DateTimeOffset Instant)> GenMoment =
        from zone in Gen.OneOfConst([.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId)])
        from minutes in Gen.Int[0, 68 * 365 * 1440]
        select (zone, DateTimeOffset.UnixEpoch.AddMinutes(minutes));

    [Fact]
    public void A_day_starts_at_its_first_instant_in_every_zone_of_this_machine() => GenMoment.Sample(
        moment =>
        {
            (TimeZoneInfo zone, DateTimeOffset instant) = moment;
            DateTimeOffset start = SeriesResolution.Day.StartOf(instant, zone);
            start.Should().BeOnOrBefore(instant).And.BeAfter(instant.AddHours(-26));
            start.Offset.Should().Be(TimeSpan.Zero);
            SeriesResolution.Day.StartOf(start, zone).Should().Be(start);
            DateTimeOffset before = SeriesResolution.Day.StartOf(start.AddMinutes(-1), zone);
            before.Should().BeBefore(start);
            DateOf(start, zone).Should().BeOnOrAfter(DateOf(instant, zone));
            DateOf(start.AddMinutes(-1), zone).Should().BeBefore(DateOf(start, zone));
            DateOnly.FromDateTime(DateOf(start, zone)).StartIn(zone).Should().Be(start);
        },
        iter: 20_000);

    [Theory]
    [InlineData("America/Havana", "2026-11-01T04:30Z", "2026-11-01T04:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T10:00Z", "2011-12-30T10:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30T09:59Z", "2011-12-29T10:00Z")]
    [InlineData("Africa/Monrovia", "1972-01-07T12:00Z", "1972-01-07T00:44Z")]
    public void Clocks_that_skip_or_repeat_midnight_have_one_start_a_day(string zone, string instant, string start) =>
        SeriesResolution.Day.StartOf(Time(instant), TimeZoneInfo.FindSystemTimeZoneById(zone)).Should().Be(Time(start));

    [Theory]
    [InlineData("America/New_York")]
    [InlineData("Asia/Kathmandu")]
    public void The_first_and_the_last_day_of_time_have_a_start(string zone)
    {
        TimeZoneInfo found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        SeriesResolution.Day.StartOf(DateTimeOffset.MinValue, found).Should().Be(DateTimeOffset.MinValue);
        SeriesResolution.Day.StartOf(DateTimeOffset.MaxValue, found).Should().BeBefore(DateTimeOffset.MaxValue);
        var sketch = new QuantileSketch();
        sketch.Add(1);
        DateTimeOffset last = SeriesResolution.Minute.StartOf(DateTimeOffset.MaxValue);
        foreach (DateTimeOffset start in (DateTimeOffset[])[DateTimeOffset.MinValue, last])
        {
            var delta = new SeriesDelta("orders", new SeriesBucket(start, 1, 1) { ScaledSum = 1, Min = 1, Max = 1, Sketch = sketch });
            var journal = new SketchJournal();
            foreach (SketchJournalEntry entry in SketchJournal.Encode(new SeriesBatch("shop", "producer", 1, [delta]) { DayZone = found }))
            {
                journal.Add(entry.Data.Span);
            }

            journal.Sketches.Should().HaveCount(3);
        }
    }

    [Fact]
    public void A_stored_zone_that_this_machine_does_not_know_is_a_fault_of_the_store_that_names_it() =>
        FluentActions.Invoking(() => DayZone.Find("shop", "Mars/Olympus")).Should().Throw<StoreException>()
            .WithMessage("*'shop'*'Mars/Olympus'*").Which.IsTransient.Should().BeFalse();

    [Theory]
    [InlineData("Etc/UTC")]
    [InlineData("Zulu")]
    [InlineData("UCT")]
    public void All_names_of_UTC_are_one_zone(string name)
    {
        var batch = new SeriesBatch("shop", "producer", 1, []) { DayZone = TimeZoneInfo.FindSystemTimeZoneById(name) };
        batch.DayZone.Id.Should().Be("UTC");
    }

    [Fact]
    public void A_zone_without_an_IANA_name_is_rejected()
    {
        TimeZoneInfo own = TimeZoneInfo.CreateCustomTimeZone("Office", TimeSpan.FromHours(1), null, null);
        Func<SeriesBatch> batch = () => new SeriesBatch("shop", "producer", 1, []) { DayZone = own };
        batch.Should().Throw<ArgumentException>().WithMessage("*Office*IANA*");
    }

    [Theory]
    [InlineData(30, 10, 400, 20, 30)]
    [InlineData(8, 400, 300, 1, 45)]
    [InlineData(8, 400, 500, 9, 45)]
    [InlineData(8, 400, 500, 1, 401)]
    [InlineData(8, 400, 500, 5, 4)]
    public void A_retention_out_of_order_or_of_sketches_beyond_their_tier_is_rejected(
        int minutes, int hours, int days, int minuteSketches, int hourSketches)
    {
        Func<SeriesRetention> retention = () => new SeriesRetention(
            TimeSpan.FromDays(minutes),
            TimeSpan.FromDays(hours),
            TimeSpan.FromDays(days),
            new SketchRetention(TimeSpan.FromDays(minuteSketches), TimeSpan.FromDays(hourSketches), TimeSpan.FromDays(450)));
        retention.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*The retention of *");
    }

    [Fact]
    public void Defaults_are_those_of_the_documentation_and_fit_short_tiers()
    {
        SeriesRetention.Default.Should().Be(new SeriesRetention(
            TimeSpan.FromDays(8),
            TimeSpan.FromDays(400),
            TimeSpan.FromDays(1826),
            new SketchRetention(TimeSpan.FromDays(1), TimeSpan.FromDays(45), TimeSpan.FromDays(1826))));
        var brief = new SeriesRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        brief.Sketches.Should().Be(new SketchRetention(TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(3)));
        new SeriesRetention(TimeSpan.FromHours(1), TimeSpan.FromDays(5000)).Days.Should().Be(TimeSpan.FromDays(5000));
    }

    private static DateTime DateOf(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).Date;

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
