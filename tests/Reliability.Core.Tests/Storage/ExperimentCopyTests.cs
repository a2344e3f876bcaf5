using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Core.Tests.Storage;

/// <summary>What a copy of experiments tells, and what it rejects. That it is exact is proved on real stores.</summary>
public sealed class ExperimentCopyTests : IDisposable
{
    private static readonly ExperimentId Button = new("shop", "button");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryStore _source = new();
    private readonly InMemoryStore _target = new();

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Fact]
    public async Task A_copy_tells_how_many_experiments_and_units_it_completed()
    {
        await EnrollAsync(_source, "p", 1, 0, 700);
        await EnrollAsync(_source, "p", 2, 700, 700);
        (await CopyAsync()).Should().BeEquivalentTo(new { Experiments = 1, Units = 1_400, Conflicts = Array.Empty<string>() });
        (await CopyAsync()).Should().BeEquivalentTo(new { Experiments = 0, Units = 0, Conflicts = Array.Empty<string>() });
    }

    [Fact]
    public async Task Other_units_at_the_target_are_a_conflict_and_stay_as_they_are()
    {
        await EnrollAsync(_source, "p", 1, 0, 10);
        await EnrollAsync(_target, "another", 1, 5, 10);
        StoreCopyReport report = await CopyAsync();
        report.Conflicts.Should().ContainSingle().Which.Should().Be("The target has other units of experiment shop/button.");
        report.Units.Should().Be(0);
        (await UnitsAsync(_target)).Should().Be(10);
    }

    [Fact]
    public async Task What_the_source_accepts_after_the_copy_is_reported_and_what_the_target_accepts_is_not()
    {
        await EnrollAsync(_source, "p", 1, 0, 10);
        await CopyAsync();
        await EnrollAsync(_target, "p", 2, 10, 10);
        (await CopyAsync()).Conflicts.Should().BeEmpty();
        await EnrollAsync(_source, "p", 3, 20, 10);
        (await CopyAsync()).Conflicts.Should().ContainSingle().Which.Should().Contain("after it was copied");
        (await UnitsAsync(_target)).Should().Be(20);
    }

    [Fact]
    public async Task A_source_that_is_written_to_during_the_copy_is_a_conflict_and_the_next_copy_brings_all_of_it()
    {
        await EnrollAsync(_source, "p", 1, 0, 800);
        await EnrollAsync(_source, "p", 2, 800, 800);
        bool isWritten = false;
        StoreCopyReport report = await StoreCopy.RunAsync(_source, _target, "source", new Reports(() =>
        {
            if (!isWritten)
            {
                isWritten = true;
                EnrollAsync(_source, "p", 3, 1_600, 1).AsTask().GetAwaiter().GetResult();
            }
        }), CancellationToken.None);
        report.Conflicts.Should().BeEmpty("the first report comes before the state is read");

        isWritten = false;
        await _target.Enrollments.DeleteAsync(Button, default);
        int pages = 0;
        report = await StoreCopy.RunAsync(_source, _target, "source", new Reports(() =>
        {
            if (++pages == 2)
            {
                EnrollAsync(_source, "p", 4, 1_601, 1).AsTask().GetAwaiter().GetResult();
            }
        }), CancellationToken.None);
        report.Conflicts.Should().ContainSingle().Which.Should().Contain("changed while it was copied");
        (await UnitsAsync(_target)).Should().Be(0);
        (await CopyAsync()).Should().BeEquivalentTo(new { Experiments = 1, Units = 1_602, Conflicts = Array.Empty<string>() });
    }

    [Fact]
    public async Task An_interrupted_copy_goes_on_at_the_page_where_it_stopped()
    {
        for (int batch = 0; batch < 5; batch++)
        {
            await EnrollAsync(_source, "p", 1 + batch, 1_000 * batch, 1_000);
        }

        var source = new ChaosStore(_source, seed: 1);
        var target = new ChaosStore(_target, seed: 1);
        ChaosControl reads = source.Controls[StorageRoles.Enrollments];
        ChaosControl writes = target.Controls[StorageRoles.Enrollments];
        const int BeforePages = 2; // Both are initialized, and then the one lists and the other reads its state.
        writes.Next([.. Enumerable.Repeat(ChaosFault.None, BeforePages + 4), ChaosFault.AfterApply]);
        Func<Task> first = () => StoreCopy.RunAsync(source, target, "source", null, default);
        await first.Should().ThrowAsync<StoreException>();

        long before = reads.CallCount;
        StoreCopyReport report = await StoreCopy.RunAsync(source, target, "source", null, default);
        report.Should().BeEquivalentTo(new { Experiments = 1, Units = 5_000, Conflicts = Array.Empty<string>() });
        const int Pages = 2; // The first, which learns where the import is, and the last, which is empty; not the other four.
        const int States = 2;
        (reads.CallCount - before).Should().Be(BeforePages + States + Pages);
    }

    [Fact]
    public void A_record_of_a_newer_version_is_rejected_with_both_versions()
    {
        UnitRecord newer = Record("u1") with { Version = 2 };
        Action import = () => _ = new EnrollmentImport(Button, "import", null, [newer]);
        import.Should().Throw<StoreException>().WithMessage("*unit 'u1' has version 2*reads version 1*Update the library*")
            .Which.IsTransient.Should().BeFalse();
    }

    [Fact]
    public void A_page_that_no_store_could_hold_is_rejected()
    {
        UnitRecord one = Record("u1");
        UnitValues value = new() { Metric = "m", X = 1, Y = 0, HasConversion = true, HasCovariate = false };
        foreach (UnitRecord[] units in (UnitRecord[][])
        [
            [one, one],
            [one with { Variant = "" }],
            [one with { Values = [value, value] }],
            [one with { Values = [value with { X = double.NaN }] }],
            [one with { Values = [value], IsCrossed = true }],
            [.. Enumerable.Range(0, EnrollmentImport.MaxUnits + 1).Select(i => Record($"u{i}"))],
        ])
        {
            Action import = () => _ = new EnrollmentImport(Button, "import", null, units);
            import.Should().Throw<ArgumentException>();
        }
    }

    private static UnitRecord Record(string unit) => new() { Unit = unit, Variant = "a", Time = Noon, IsCrossed = false, Values = [] };

    private static async Task<long> UnitsAsync(InMemoryStore store) =>
        (await store.Enrollments.GetStateAsync(Button, default)).CountUnits();

    private static ValueTask<EnrollmentResult> EnrollAsync(InMemoryStore store, string producer, long sequence, int first, int count) =>
        store.Enrollments.ApplyAsync(
            new EnrollmentBatch(Button, producer, sequence, Enumerable.Range(first, count).Select(i => new EnrollmentEntry
            {
                Kind = EnrollmentKind.Exposure,
                Unit = $"u{i}",
                Variant = "a",
                Value = 0,
                Second = 0,
                Time = Noon,
            })),
            default);

    private Task<StoreCopyReport> CopyAsync() => StoreCopy.RunAsync(_source, _target, "source", progress: null, CancellationToken.None);

    private sealed class Reports(Action received) : IProgress<StoreCopyReport>
    {
        public void Report(StoreCopyReport value) => received();
    }
}
