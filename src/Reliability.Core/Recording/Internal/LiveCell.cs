namespace Reliability.Recording.Internal;

/// <summary>
/// The events that one thread has recorded into one series and that are not collected yet. It has two tallies: the owning thread fills the
/// one that the phase selects, while the collector empties the other.
/// </summary>
/// <remarks>
/// The owner executes no interlocked instruction: it marks its entry and exit with plain ordered stores. The collector pays the cost once
/// per collection: it turns the phase, issues a process-wide memory barrier, and then empties the other tally of every cell whose owner it
/// sees outside, or sees leave. An owner that enters after the barrier sees the new phase, and one that entered before is seen inside
/// (Dekker's handshake with an asymmetric fence).
/// </remarks>
internal sealed class LiveCell(LivePhase phase, bool keepsSketch)
{
    private readonly Tally _even = new(keepsSketch);
    private readonly Tally _odd = new(keepsSketch);
    private readonly Thread _owner = Thread.CurrentThread;
    private long _passages;
    private long _stuckPassage;

    public bool IsAbandoned => !_owner.IsAlive;

    public Tally Enter()
    {
        // Odd while inside, even if an exception (out of memory) ended an earlier passage without an exit.
        Volatile.Write(ref _passages, (_passages + 1) | 1);
        return phase.IsOdd ? _odd : _even;
    }

    public void Exit() => Volatile.Write(ref _passages, _passages + 1);

    /// <summary>
    /// Moves the events of the previous phase to <paramref name="target"/>. If the owner stays inside, the events stay until the next
    /// collection.
    /// </summary>
    public void CollectInto(Tally target)
    {
        if (OwnerHasLeft())
        {
            Move(phase.IsOdd ? _even : _odd, target);
        }
    }

    /// <summary>Moves all events. The owner's thread must have ended.</summary>
    public void CollectAllInto(Tally target)
    {
        Move(_even, target);
        Move(_odd, target);
    }

    private static void Move(Tally source, Tally target)
    {
        if (source.Count != 0)
        {
            target.Merge(source);
            source.Clear();
        }
    }

    private bool OwnerHasLeft()
    {
        long passages = Volatile.Read(ref _passages);
        if ((passages & 1) == 0)
        {
            return true;
        }

        if (passages == _stuckPassage)
        {
            return false;
        }

        // The owner is between two stores a few nanoseconds apart, unless the operating system has just suspended it. Its earlier events
        // must be collected now even then, so the collector sleeps as well. It waits about a second for a passage, once.
        var spin = default(SpinWait);
        while (spin.Count < 1000)
        {
            spin.SpinOnce();
            if (Volatile.Read(ref _passages) != passages)
            {
                return true;
            }
        }

        _stuckPassage = passages;
        return false;
    }
}
