namespace Reliability.Releases.Internal;

/// <summary>Refuses a verdict that decides nothing, so that no gate is open because a value was left out.</summary>
internal static class Verdicts
{
    public static GateVerdict Require(GateVerdict value, string parameter) =>
        value is GateVerdict.Allow or GateVerdict.Warn or GateVerdict.Block
            ? value
            : throw new ArgumentOutOfRangeException(parameter, value, "A verdict is Allow, Warn or Block.");
}
