namespace Reliability.Recording.Internal;

/// <summary>Selects which of its two tallies every live cell fills.</summary>
internal sealed class LivePhase
{
    private bool _isOdd;

    public bool IsOdd => Volatile.Read(ref _isOdd);

    /// <summary>Turns the phase so that every later entry sees it.</summary>
    public void Turn()
    {
        Volatile.Write(ref _isOdd, !_isOdd);
        Interlocked.MemoryBarrierProcessWide();
    }
}
