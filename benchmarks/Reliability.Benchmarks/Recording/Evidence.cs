namespace Reliability.Benchmarks.Recording;

internal static class Evidence
{
    /// <summary>Makes sure that a pass was really counted: a peer that drops measurements would look fast.</summary>
    public static void Require(string peer, double counted)
    {
        if (counted != Workload.Length)
        {
            throw new InvalidOperationException($"{peer} counted {counted} of {Workload.Length} events; the comparison would be void.");
        }
    }

    /// <summary>Makes sure at the end that everything was counted, and once.</summary>
    public static void RequireAll(long recorded, long counted)
    {
        if (counted != recorded)
        {
            throw new InvalidOperationException($"{counted} of {recorded} events were counted; the measurement would be void.");
        }
    }
}
