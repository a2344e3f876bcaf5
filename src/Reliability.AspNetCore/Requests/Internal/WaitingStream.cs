namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Measures how long reads of a body wait for the client. It belongs to one request, so that what an application still reads afterwards
/// reaches no other one.
/// </summary>
internal sealed class WaitingStream(Stream inner, TimeProvider clock) : ForwardingStream(inner)
{
    private readonly Lock _gate = new();
    private long _waited;
    private long _since;
    private int _reads;

    public override int ReadTimeout
    {
        get => Inner.ReadTimeout;
        set => Inner.ReadTimeout = value;
    }

    /// <summary>Returns how long the reads have waited until now, in ticks of the clock. A read that still waits is included.</summary>
    public long WaitedUntil(long now)
    {
        lock (_gate)
        {
            return _waited + (_reads > 0 ? Math.Max(0, now - _since) : 0);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Begin();
        try
        {
            return Inner.Read(buffer);
        }
        finally
        {
            End();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> reading = Inner.ReadAsync(buffer, cancellationToken);
        return reading.IsCompleted ? reading : WaitAsync(reading);
    }

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    public override void Write(byte[] buffer, int offset, int count) => Inner.Write(buffer, offset, count);

    private async ValueTask<int> WaitAsync(ValueTask<int> reading)
    {
        Begin();
        try
        {
            return await reading.ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            _since = _reads++ == 0 ? clock.GetTimestamp() : _since;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _waited += --_reads == 0 ? clock.GetTimestamp() - _since : 0;
        }
    }
}
