namespace Reliability.SharedStore.Tests.Model;

/// <summary>What happens in a world in one step.</summary>
internal enum DeedKind
{
    /// <summary>Nothing but that time passes.</summary>
    Wait,

    /// <summary>A process starts.</summary>
    Start,

    /// <summary>A process stops in good order.</summary>
    Stop,

    /// <summary>A process ends without a word.</summary>
    Kill,

    /// <summary>A process stands still between two rounds.</summary>
    Suspend,

    /// <summary>A process stands still in the middle of a round.</summary>
    SuspendInRound,

    /// <summary>A process goes on.</summary>
    Resume,

    /// <summary>An objective becomes bad, or good again.</summary>
    Turn,

    /// <summary>The lease store loses all it holds.</summary>
    LoseLeases,
}

/// <summary>One step of a script.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Which">Chooses the process or the objective.</param>
/// <param name="Service">Which service a process that starts belongs to.</param>
/// <param name="First">How it defines the first objective; 0 when it does not declare it.</param>
/// <param name="Second">How it defines the second.</param>
/// <param name="SkewHours">How far its clock is ahead.</param>
internal sealed record Deed(DeedKind Kind, int Which, int Service, int First, int Second, int SkewHours);
