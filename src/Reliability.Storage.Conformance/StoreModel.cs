using CsCheck;
using Reliability.Storage.Conformance.Internal.Models;
using Xunit;

namespace Reliability.Storage.Conformance;

/// <summary>
/// Runs scripts of random calls, and restarts, against a store and against the in-memory store, which is the model. Both must give the same
/// results. A failure prints the shortest failing script that was found.
/// </summary>
/// <remarks>Derive from the model of a role, such as <see cref="DocumentStoreModel{TStore}"/>, not from this class.</remarks>
/// <typeparam name="TStore">The store under test. <see cref="SuiteCompleteness"/> uses it to find the suite.</typeparam>
/// <typeparam name="TRole">The role under test.</typeparam>
public abstract class StoreModel<TStore, TRole> : StoreConformance<TStore, TRole>
    where TStore : class
    where TRole : class, IStore
{
    private const int Clients = 3;

    private int _scripts;

    /// <summary>Gets the number of scripts that each test runs, each in its own namespace. Default: 100.</summary>
    protected virtual int Iterations => 100;

    /// <summary>Any sequence of calls gives the results of the model, and leaves its content, also across restarts.</summary>
    [Fact]
    public Task AnySequenceAgreesWithTheModel() =>
        Gen.Select(Scripts(1, 30), Gen.Int[0, 29].Array[0, 3])
            .SampleAsync(RunAloneAsync, iter: Iterations, threads: 1, print: script => Print(script.Item1));

    /// <summary>Clients in two processes that call concurrently get results that the model gives in some order of the calls.</summary>
    [Fact]
    public Task ClientsAtOnceAgreeWithSomeOrder() =>
        Gen.Select(ParallelScripts(4, 14), Gen.Int[0, 3])
            .SampleAsync(RunAtOnceAsync, iter: Iterations, threads: 1, print: script => Print(script.Item1));

    private protected abstract TRole CreateModel();

    private protected abstract Gen<ModelCall<TRole>[]> Scripts(int min, int max);

    private protected virtual Gen<ModelCall<TRole>[]> ParallelScripts(int min, int max) => Scripts(min, max);

    /// <summary>Gets calls that together read the full content.</summary>
    private protected abstract IEnumerable<ModelCall<TRole>> Observations { get; }

    private static string Print(IEnumerable<object> calls) => string.Join('\n', calls);

    private string NextNamespace() => $"{Namespace}-{_scripts++}";

    private async Task RunAloneAsync(ModelCall<TRole>[] script, int[] restarts)
    {
        string storeNamespace = NextNamespace();
        var expected = new ModelClient<TRole>(CreateModel());
        var actual = new ModelClient<TRole>(await StartAsync(storeNamespace)) { PassTime = PassTimeAsync };
        try
        {
            int step = 0;
            foreach (ModelCall<TRole> call in (IEnumerable<ModelCall<TRole>>)[.. script, .. Observations])
            {
                if (restarts.Contains(step++))
                {
                    actual.Store = await RestartAsync(actual.Store, storeNamespace);
                }

                string model = await call.RunAsync(expected);
                string store = await call.RunAsync(actual);
                Assert.True(model == store, $"To step {step}, {call}, the model answers\n    {model}\nand the store answers\n    {store}");
            }
        }
        finally
        {
            await StopAsync(actual.Store);
        }
    }

    private async Task RunAtOnceAsync(ModelCall<TRole>[] script, int alone)
    {
        string storeNamespace = NextNamespace();
        TRole[] stores = [await StartAsync(storeNamespace), await StartAsync(storeNamespace)];
        try
        {
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ModelClient<TRole>[] clients = [.. Enumerable.Range(0, Clients).Select(client => new ModelClient<TRole>(stores[client % 2]))];
            List<Answer<TRole>>[] answers = [.. clients.Select(_ => new List<Answer<TRole>>())];
            long clock = 0;
            await CallAsync(0, script.Take(alone));
            Task[] working = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
            {
                await go.Task;
                await CallAsync(client, script.Skip(alone).Where((_, i) => i % Clients == client));
            }))];
            go.SetResult();
            await Task.WhenAll(working);
            await CallAsync(0, Observations);

            Assert.True(
                await Linearizability.HoldsAsync(CreateModel, answers),
                "The model gives these answers in no order of the calls:\n"
                + Print(answers.SelectMany(mine => mine).OrderBy(answer => answer.Began)));

            async Task CallAsync(int client, IEnumerable<ModelCall<TRole>> calls)
            {
                foreach (ModelCall<TRole> call in calls)
                {
                    long began = Interlocked.Increment(ref clock);
                    string text = await call.RunAsync(clients[client]);
                    answers[client].Add(new Answer<TRole>(client, call, text, began, Interlocked.Increment(ref clock)));
                }
            }
        }
        finally
        {
            foreach (TRole store in stores)
            {
                await StopAsync(store);
            }
        }
    }
}
