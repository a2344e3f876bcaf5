namespace Reliability.Experiments.Internal;

/// <summary>
/// The exposures that the store acknowledged recently, so that a returning unit causes no further writes. Two generations limit its size.
/// </summary>
internal sealed class RecentExposures(int perGeneration)
{
    private HashSet<(string Service, string Key, string Unit, string Variant)> _young = [];
    private HashSet<(string Service, string Key, string Unit, string Variant)> _old = [];

    public bool Contains(in TrackedEvent exposure) => _young.Contains(KeyOf(exposure)) || _old.Contains(KeyOf(exposure));

    public void Add(in TrackedEvent exposure)
    {
        if (_young.Count >= perGeneration)
        {
            (_old, _young) = (_young, _old);
            _young.Clear();
        }

        _young.Add(KeyOf(exposure));
    }

    private static (string Service, string Key, string Unit, string Variant) KeyOf(in TrackedEvent e) =>
        (e.Experiment.Service, e.Experiment.Key, e.Unit, e.Variant!);
}
