using Reliability.Storage;

namespace Reliability.Guarantees;

/// <summary>Folds what was journaled while the process goes on recording, so that whoever kills it hits a fold too.</summary>
internal sealed class Folding(ISeriesStore store)
{
    private Task _fold = Task.CompletedTask;
    private long _begun;

    /// <summary>Begins a fold unless one is under way.</summary>
    public async Task BeginAsync()
    {
        if (_fold.IsCompleted)
        {
            await _fold; // Throws what it threw.
            Console.WriteLine($"folding {++_begun}");
            _fold = Task.Run(() => store.FoldAsync(Workload.Service, CancellationToken.None).AsTask());
        }
    }

    public Task EndAsync() => _fold;
}
