using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Reliability.AspNetCore.Internal;

/// <summary>Counts the bytes that an application writes to the pipe of a server.</summary>
/// <inheritdoc cref="CountingStream" path="/remarks"/>
internal sealed class CountingWriter : PipeWriter
{
    private static readonly ConditionalWeakTable<PipeWriter, CountingWriter> _all = [];
    private readonly PipeWriter _inner;

    private CountingWriter(PipeWriter inner) => _inner = inner;

    /// <summary>Gets the number of bytes that the current request has written.</summary>
    public long Written { get; private set; }

    public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _inner.UnflushedBytes;

    /// <summary>Returns the one that belongs to a pipe, with a count of zero.</summary>
    public static CountingWriter Of(PipeWriter inner)
    {
        CountingWriter writer = _all.TryGetValue(inner, out CountingWriter? known)
            ? known
            : _all.GetValue(inner, static one => new CountingWriter(one));
        writer.Written = 0;
        return writer;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _inner.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        Written += bytes;
        _inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Written += source.Length;
        return _inner.WriteAsync(source, cancellationToken);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => _inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => _inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);
}
