using Reliability.Storage;
using Reliability.Storage.InMemory;

namespace Reliability.Core.Tests.Storage;

/// <summary>What a copy tells. That it is exact, and resumes, is proved on real stores.</summary>
public sealed class StoreCopyTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryStore _source = new();
    private readonly InMemoryStore _target = new();

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
    }

    [Fact]
    public async Task What_the_source_takes_in_after_it_was_copied_is_told_and_not_lost_silently()
    {
        await AppendAsync(sequence: 1, minute: 0, count: 10);
        await CopyAsync();
        await AppendAsync(sequence: 2, minute: 5, count: 7);

        StoreCopyReport again = await CopyAsync();

        again.Conflicts.Should().ContainSingle().Which.Should().Contain("service shop").And.Contain("after it was copied");
        (again.Buckets, again.Producers).Should().Be((0, 0));
        (await _target.Series.GetLastSequenceAsync("shop", "producer", default)).Should().Be(1, "the second batch may still be sent to the target");
    }

    [Fact]
    public async Task A_new_producer_at_a_copied_source_is_told_too()
    {
        await AppendAsync(sequence: 1, minute: 0, count: 10);
        await CopyAsync();
        await AppendAsync(sequence: 1, minute: 5, count: 7, producer: "another");

        (await CopyAsync()).Conflicts.Should().ContainSingle();
    }

    [Fact]
    public async Task A_finished_copy_adds_nothing_and_has_nothing_to_tell()
    {
        await AppendAsync(sequence: 1, minute: 0, count: 10);
        (await CopyAsync()).Should().Match<StoreCopyReport>(r => r.Buckets == 2 && r.Producers == 1 && r.Conflicts.Count == 0);
        (await CopyAsync()).Should().Match<StoreCopyReport>(r => r.Buckets == 0 && r.Producers == 0 && r.Conflicts.Count == 0);
    }

    [Fact]
    public async Task A_store_is_not_copied_into_itself()
    {
        Func<Task> copy = () => StoreCopy.RunAsync(_source, _source, "a", null, default);
        await copy.Should().ThrowAsync<ArgumentException>().WithMessage("*into itself*");
    }

    private Task<StoreCopyReport> CopyAsync() => StoreCopy.RunAsync(_source, _target, "source", progress: null, CancellationToken.None);

    private ValueTask<AppendOutcome> AppendAsync(long sequence, int minute, long count, string producer = "producer") => _source.Series.AppendAsync(
        new SeriesBatch("shop", producer, sequence, [new SeriesDelta("orders", new SeriesBucket(Noon.AddMinutes(minute), count, count))]), CancellationToken.None);
}
