using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class StorageRequestTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CollectionId Collection = new("shop", "c");
    private static readonly StreamId Stream = new("shop", "s");
    private static readonly LeaseId Job = new("shop", "job");
    private static readonly NewEvent One = new("a", Noon, "1");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_page_has_1_to_1000_documents(int pageSize)
    {
        Action use = () => _ = new DocumentQuery(Collection, pageSize: pageSize);
        use.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1 to 1000*").Which.ActualValue.Should().Be(pageSize);
        new DocumentQuery(Collection, pageSize: 1).PageSize.Should().Be(1);
        new DocumentQuery(Collection, pageSize: 1000).PageSize.Should().Be(DocumentQuery.MaxPageSize);
    }

    [Fact]
    public void An_append_holds_1_to_1000_events()
    {
        Action none = () => _ = new EventAppend(Stream, []);
        Action many = () => _ = new EventAppend(Stream, Enumerable.Repeat(One, 1001));
        Action withNull = () => _ = new EventAppend(Stream, [One, null!]);
        none.Should().Throw<ArgumentException>().WithMessage("*1 to 1000*has 0*");
        many.Should().Throw<ArgumentException>().WithMessage("*1 to 1000*has 1001*");
        withNull.Should().Throw<ArgumentException>().WithMessage("*none of them null*");
        new EventAppend(Stream, Enumerable.Repeat(One, 1000)).Events.Should().HaveCount(EventAppend.MaxEvents);
    }

    [Fact]
    public void An_append_copies_its_events_and_has_an_id_of_its_own()
    {
        List<NewEvent> events = [One];
        var append = new EventAppend(Stream, events);
        events.Add(One);
        append.Events.Should().HaveCount(1);
        append.ExpectedPosition.Should().BeNull();
        append.Id.Should().NotBe(new EventAppend(Stream, [One]).Id);
    }

    [Fact]
    public void Positions_and_numbers_of_events_have_a_range()
    {
        Action[] uses =
        [
            () => _ = new EventAppend(Stream, [One], expectedPosition: -1),
            () => _ = new EventQuery(Stream, after: -1),
            () => _ = new EventQuery(Stream, maxCount: 0),
            () => _ = new EventQuery(Stream, maxCount: -5),
        ];
        uses.Should().AllSatisfy(use => use.Should().Throw<ArgumentOutOfRangeException>());
        new EventAppend(Stream, [One], expectedPosition: 0).ExpectedPosition.Should().Be(0);
        new EventQuery(Stream).Should().BeEquivalentTo(new { After = 0, MaxCount = int.MaxValue });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(86_400_001)]
    public void A_lease_lasts_a_millisecond_to_a_day(double milliseconds)
    {
        Action use = () => _ = new LeaseRequest(Job, "a", TimeSpan.FromMilliseconds(milliseconds));
        use.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*00:00:00.0010000*1.00:00:00*");
    }

    [Fact]
    public void A_lease_is_kept_to_the_millisecond()
    {
        new LeaseRequest(Job, "a", LeaseRequest.MinDuration + TimeSpan.FromTicks(9_999)).Duration.Should().Be(LeaseRequest.MinDuration);
        new LeaseRequest(Job, "a", LeaseRequest.MaxDuration).Duration.Should().Be(TimeSpan.FromDays(1));
    }

    [Fact]
    public void An_event_keeps_its_time_in_utc_to_the_microsecond()
    {
        var one = new NewEvent("a", new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_569), "1");
        one.Time.Should().BeExactly(Noon.AddTicks(1_234_560));
        one.Time.Offset.Should().Be(TimeSpan.Zero);
        new NewEvent("a", DateTimeOffset.MinValue, "1").Time.Should().Be(DateTimeOffset.MinValue);
        new NewEvent("a", DateTimeOffset.MaxValue, "1").Time.Should().Be(DateTimeOffset.MaxValue.AddTicks(-9));
    }
}
