using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Trends.Internal;

/// <summary>
/// One backfill. The text is a producer, and the number of a line is its checkpoint: the store keeps the values of a batch and the line
/// that it ends with, or neither.
/// </summary>
internal sealed class BackfillRun(
    ISeriesStore store, MetricDefinition metric, MetricBackfillRequest request, bool isPlan, RecorderOptions options,
    TimeProvider timeProvider)
{
    /// <summary>
    /// The number of lines in a batch. Batches of a text are the same in every run, so that two runs at a time count once, too.
    /// </summary>
    private const int BatchLines = 10_000;

    private readonly BackfillText _text = new(request);
    private readonly List<RejectedLine> _rejected = [];
    private CsvDateOrder _order;
    private long _lines;
    private long _written;
    private long _duplicates;
    private long _tooOld;
    private long _inFuture;
    private long _rejectedCount;
    private DateTimeOffset _first = DateTimeOffset.MaxValue;
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public async ValueTask<MetricBackfillReport> RunAsync(CancellationToken cancellationToken)
    {
        options.ProducerId = await _text.IdAsync(metric.Series.Id.Name, cancellationToken).ConfigureAwait(false);
        _order = _text.OrderOfDates(cancellationToken);
        long before = await store.GetLastSequenceAsync(metric.Service, options.ProducerId, cancellationToken).ConfigureAwait(false);
        using BackfillText.Lines lines = _text.Open();
        using ReliabilityRecorder recorder = Recorder();
        bool isEnd = false;
        while (!isEnd)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long batch = (lines.Number / BatchLines * BatchLines) + BatchLines;
            if (isPlan || lines.Number < before)
            {
                // What does not reach the store is judged by a recorder that sends nothing.
                using ReliabilityRecorder judge = Recorder();
                isEnd = Read(lines, batch, judge, out long accepted);
                _written += lines.Number > before ? accepted : 0;
                _duplicates += lines.Number > before ? 0 : accepted;
                continue;
            }

            isEnd = Read(lines, batch, recorder, out long added);
            if (added > 0)
            {
                long duplicates = recorder.GetStatistics().DuplicateBatches;
                await recorder.CheckpointAsync(lines.Number, cancellationToken).ConfigureAwait(false);
                bool isDuplicate = recorder.GetStatistics().DuplicateBatches > duplicates;
                _written += isDuplicate ? 0 : added;
                _duplicates += isDuplicate ? added : 0;
            }
        }

        return Report();
    }

    private ReliabilityRecorder Recorder() => new(store, [metric.Series], options, timeProvider);

    /// <summary>Records the lines up to the end of a batch. Returns <see langword="true"/> at the end of the text.</summary>
    private bool Read(BackfillText.Lines lines, long last, ReliabilityRecorder recorder, out long accepted)
    {
        accepted = 0;
        ValueRecorder values = recorder.Metric(metric.Series.Name);
        while (lines.Number < last)
        {
            if (!lines.TryRead(out TimedValue row))
            {
                return true;
            }

            _lines++;
            if (row.Reason != DropReason.None)
            {
                Reject(lines.Number, DropText.Of(row.Reason));
            }
            else if (_text.InstantOf(row.Time, _order) is not { } at)
            {
                Reject(lines.Number, DropText.Of(DropReason.Time));
            }
            else if (IsAccepted(values.Record(row.Value, at), lines.Number))
            {
                accepted++;
                _first = at < _first ? at : _first;
                _last = at > _last ? at : _last;
            }
        }

        return false;
    }

    private bool IsAccepted(RecordResult result, long line)
    {
        switch (result)
        {
            case RecordResult.Accepted:
                return true;
            case RecordResult.TooOld:
                _tooOld++;
                return false;
            case RecordResult.InFuture:
                _inFuture++;
                return false;
            case RecordResult.Rejected:
                Reject(line, metric.Kind switch
                {
                    SeriesKind.Latency => "the value is no duration: it is negative or too large",
                    SeriesKind.Score => Check.Text($"the value is no score from 0 to {metric.Scale}"),
                    _ => "the value is too large",
                });
                return false;
            default:
                throw new InvalidOperationException($"Line {line} was not recorded: {result}.");
        }
    }

    private void Reject(long line, string reason)
    {
        _rejectedCount++;
        if (_rejected.Count < MetricBackfillReport.MaxRejected)
        {
            _rejected.Add(new RejectedLine { Line = line, Reason = reason });
        }
    }

    private MetricBackfillReport Report() => new()
    {
        Metric = metric,
        ContentId = options.ProducerId!,
        IsPlan = isPlan,
        LineCount = _lines,
        WrittenCount = _written,
        DuplicateCount = _duplicates,
        TooOldCount = _tooOld,
        InFutureCount = _inFuture,
        RejectedCount = _rejectedCount,
        Rejected = _rejected,
        Range = _first <= _last ? new TimeRange(_first, _last.AddTicks(1)) : null,
    };
}
