using Reliability.Core.Tests.Doubles;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Core.Tests.Recording;

public sealed class InvalidInputTests
{
    private readonly InMemorySeriesStore _ledger = new();
    private readonly StepClock _clock = new(Given.Noon);
    private readonly ReliabilityRecorder _recorder;

    public InvalidInputTests() => _recorder = Given.RecorderOfAllKinds(_ledger, _clock);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-1e-300)]
    [InlineData(1.0000001e9)]
    public void A_duration_outside_its_range_is_rejected_and_not_counted(double seconds)
    {
        const string Message = "The duration must be from 0 to 1000000000 seconds.";
        Rejected(r => Handle(r).Record(seconds), r => Handle(r).Record(seconds, Given.Noon), Message, seconds);

        static LatencyRecorder Handle(ReliabilityRecorder recorder) => recorder.Latencies(Given.Duration.Name);
    }

    [Fact]
    public void A_negative_duration_is_rejected_with_the_cure()
    {
        const string Message = "The duration must be zero or more; measure it with a monotonic clock";
        TimeSpan negative = TimeSpan.FromTicks(-1);
        Rejected(r => Handle(r).Record(negative), r => Handle(r).Record(negative, Given.Noon), Message, negative);

        static LatencyRecorder Handle(ReliabilityRecorder recorder) => recorder.Latencies(Given.Duration.Name);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-0.001)]
    [InlineData(5.001)]
    public void A_score_off_its_scale_is_rejected_and_not_counted(double score)
    {
        const string Message = "A score of 'rating' must be from 0 to 5.";
        Rejected(r => Handle(r).Record(score), r => Handle(r).Record(score, Given.Noon), Message, score);

        static ScoreRecorder Handle(ReliabilityRecorder recorder) => recorder.Scores(Given.Rating.Name);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1.0001e100)]
    [InlineData(-1.0001e100)]
    public void A_measurement_outside_its_range_is_rejected_and_not_counted(double value)
    {
        const string Message = "The measurement must be a number from -1E100 to 1E100.";
        Rejected(r => Handle(r).Record(value), r => Handle(r).Record(value, Given.Noon), Message, value);

        static MeasurementRecorder Handle(ReliabilityRecorder recorder) => recorder.Measurements(Given.Lag.Name);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(1_000_000_000_001, 0)]
    [InlineData(0, 1_000_000_000_001)]
    public void A_count_outside_its_range_is_rejected_and_not_counted(long good, long bad)
    {
        const string Message = "A count must be from 0 to 1000000000000.";
        long wrong = good is >= 0 and <= 1_000_000_000_000 ? bad : good;
        Rejected(r => r.Outcome().Record(good, bad), r => r.Outcome().Record(good, bad, Given.Noon), Message, wrong);
    }

    [Fact]
    public async Task The_ends_of_every_range_are_accepted()
    {
        _recorder.Latencies(Given.Duration.Name).Record(0d);
        _recorder.Latencies(Given.Duration.Name).Record(1e9);
        _recorder.Latencies(Given.Duration.Name).Record(TimeSpan.MaxValue);
        _recorder.Scores(Given.Rating.Name).Record(0);
        _recorder.Scores(Given.Rating.Name).Record(5);
        _recorder.Measurements(Given.Lag.Name).Record(1e100);
        _recorder.Measurements(Given.Lag.Name).Record(-1e100);
        _recorder.Outcome().Record(1_000_000_000_000, 1_000_000_000_000);
        await _recorder.FlushAsync();

        _ledger.Minutes(Given.Lag)
            .Should()
            .ContainSingle().Which
            .Should()
            .BeEquivalentTo(new { Count = 2L, Min = -1e100, Max = 1e100, ScaledSum = 0d });
        _ledger.Events.Should().Be(2_000_000_000_007);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_declared_ones()
    {
        _recorder.Invoking(r => r.Outcomes("Availability")).Should().Throw<KeyNotFoundException>()
            .WithMessage("No series is named 'Availability'. Declared are: 'availability', 'duration', 'lag', 'rating'.");
        new ReliabilityRecorder(_ledger, []).Invoking(r => r.Outcomes("x")).Should().Throw<KeyNotFoundException>().WithMessage("*none.");
        _recorder.Invoking(r => r.Outcomes(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void A_name_of_another_kind_is_answered_with_that_kind()
    {
        _recorder.Invoking(r => r.Outcomes("duration")).Should().Throw<InvalidOperationException>()
            .WithMessage("'duration' is recorded with LatencyRecorder, not with OutcomeRecorder.");
        _recorder.Invoking(r => r.Latencies("lag"))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*MeasurementRecorder*LatencyRecorder*");
        _recorder.Invoking(r => r.Scores("lag")).Should().Throw<InvalidOperationException>();
        _recorder.Invoking(r => r.Measurements("rating")).Should().Throw<InvalidOperationException>().WithMessage("*ScoreRecorder*");
    }

    [Fact]
    public void Two_series_of_one_name_are_rejected_even_in_two_services()
    {
        Action make = () => _ = new ReliabilityRecorder(
            _ledger, [SeriesDefinition.Outcomes(new SeriesId("a", "x")), SeriesDefinition.Scores(new SeriesId("b", "x"), 5)]);
        make.Should().Throw<ArgumentException>().WithMessage("Two series are named 'x'*");
    }

    [Fact]
    public void Every_option_outside_its_range_is_named_with_the_range()
    {
        const string Tolerance = "* is not valid. The value must be from 00:00:00 to 1.00:00:00. (Parameter 'FutureTolerance')";
        OptionRejected(o => o.FutureTolerance = TimeSpan.FromTicks(-1), Tolerance);
        OptionRejected(o => o.FutureTolerance = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), Tolerance);
        const string Pending = "* is not valid. The value must be from 1 to 10000000. (Parameter 'MaxPendingBuckets')";
        OptionRejected(o => o.MaxPendingBuckets = 0, Pending);
        OptionRejected(o => o.MaxPendingBuckets = 10_000_001, Pending);
        const string Batch = "* is not valid. The value must be from 1 to 100000. (Parameter 'MaxBatchBuckets')";
        OptionRejected(o => o.MaxBatchBuckets = 0, Batch);
        OptionRejected(o => o.MaxBatchBuckets = 100_001, Batch);
        const string Cells = "* is not valid. The value must be from 0 to 1099511627776. (Parameter 'MaxCellBytes')";
        OptionRejected(o => o.MaxCellBytes = -1, Cells);
        OptionRejected(o => o.MaxCellBytes = (1L << 40) + 1, Cells);
        OptionRejected(o => o.ProducerId = "", "A name must have 1 to 200 bytes of UTF-8; it is empty.");
        OptionRejected(o => o.ProducerId = new string('x', 201), "A name must have 1 to 200 bytes of UTF-8*");
        OptionRejected(o => o.Retention = null!, "*");
    }

    [Fact]
    public async Task Options_changed_later_have_no_effect()
    {
        var options = new RecorderOptions { RecordQuietMinutes = false, ProducerId = "one" };
        var store = new FaultySeries();
        await using var recorder = new ReliabilityRecorder(store.Series, [Given.Outcomes], options, _clock);
        (options.ProducerId, options.MaxPendingBuckets) = ("two", -1);
        recorder.Outcome().Record(good: true);
        await recorder.FlushAsync();

        store.Sent.Should().ContainSingle().Which.ProducerId.Should().Be("one");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("a\tb", "it holds U+0009")]
    [InlineData("a\0", "it holds U+0000")]
    [InlineData("\u0085", "it holds U+0085")]
    public void An_illegal_name_is_rejected_with_the_reason(string name, string reason)
    {
        Action asName = () => _ = new SeriesId("service", name);
        Action asService = () => _ = new SeriesId(name, "name");
        asName.Should().Throw<ArgumentException>().WithMessage($"*{reason}*").And.ParamName.Should().Be("name");
        asService.Should().Throw<ArgumentException>().WithMessage($"*{reason}*").And.ParamName.Should().Be("service");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_rejected_and_a_whole_one_is_not()
    {
        foreach ((string name, int index) in new[] { ("a\uD83D", 1), ("\uDE00", 0), ("ab\uDE00\uD83D", 2) })
        {
            Action make = () => _ = new SeriesId("service", name);
            make.Should().Throw<ArgumentException>().WithMessage($"*half a surrogate pair at index {index}.*");
        }

        new SeriesId("service", "\uD83D\uDE00").Name.Should().HaveLength(2);
    }

    [Fact]
    public void A_name_is_measured_in_bytes()
    {
        new SeriesId(new string('x', 200), new string('é', 100)).Name.Should().HaveLength(100);
        Action chars = () => _ = new SeriesId("s", new string('x', 201));
        Action bytes = () => _ = new SeriesId("s", new string('é', 101));
        chars.Should().Throw<ArgumentException>().WithMessage("*has 201.*");
        bytes.Should().Throw<ArgumentException>().WithMessage("*has 202.*");
    }

    [Fact]
    public void A_definition_outside_its_range_is_rejected()
    {
        Action[] illegal =
        [
            () => SeriesDefinition.Latencies(Given.Duration, TimeSpan.Zero),
            () => SeriesDefinition.Latencies(Given.Duration, TimeSpan.FromTicks(-1)),
            () => SeriesDefinition.Scores(Given.Rating, 0),
            () => SeriesDefinition.Scores(Given.Rating, double.NaN),
            () => SeriesDefinition.Scores(Given.Rating, 1.1e9),
            () => SeriesDefinition.Measurements(Given.Lag, double.NaN),
            () => SeriesDefinition.Measurements(Given.Lag, double.NegativeInfinity),
        ];
        illegal.Should().AllSatisfy(action => action.Should().Throw<ArgumentOutOfRangeException>());
    }

    /// <summary>A call with a wrong value counts as rejected and allocates nothing; in the strict mode of tests it throws.</summary>
    private void Rejected(
        Func<ReliabilityRecorder, bool> now, Func<ReliabilityRecorder, RecordResult> timed, string message, object value)
    {
        now(_recorder).Should().BeFalse();
        timed(_recorder).Should().Be(RecordResult.Rejected);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = now(_recorder);
        _ = timed(_recorder);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        _recorder.GetStatistics().Should().BeEquivalentTo(new { Recorded = 0, Pending = 0, Rejected = 4 });

        using var strict = new ReliabilityRecorder(_ledger, Given.AllKinds, new RecorderOptions { ThrowOnInvalidInput = true }, _clock);
        strict.Invoking(r => now(r)).Should().Throw<ArgumentOutOfRangeException>().WithMessage($"* is not valid. {message}*")
            .And.ActualValue.Should().Be(value);
        strict.Invoking(r => timed(r)).Should().Throw<ArgumentOutOfRangeException>().WithMessage($"* is not valid. {message}*")
            .And.ActualValue.Should().Be(value);
        strict.GetStatistics().Should().BeEquivalentTo(new { Recorded = 0, Pending = 0, Rejected = 0 });
    }

    private void OptionRejected(Action<RecorderOptions> set, string message)
    {
        Action make = () =>
        {
            var options = new RecorderOptions();
            set(options);
            _ = new ReliabilityRecorder(_ledger, Given.AllKinds, options);
        };
        make.Should().Throw<ArgumentException>().WithMessage(message + "*");
    }
}
