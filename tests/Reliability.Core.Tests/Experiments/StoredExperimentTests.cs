using System.Reflection;
using System.Text.Json;
using Reliability.Experiments;
using Reliability.Experiments.Internal;
using Reliability.Statistics;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Core.Tests.Experiments;

/// <summary>
/// Experiments are stored as records of their own: what is mapped to them and back is the same, and their words are fixed.
/// </summary>
public sealed class StoredExperimentTests : IDisposable
{
    private readonly CountedShop _shop = new();

    public static TheoryData<string, string> Words { get; } = new()
    {
        { nameof(ExperimentWords.State), "Draft Running Paused Concluded RolledBack" },
        { nameof(ExperimentWords.Change), "Created Edited Started Paused Resumed Concluded RolledBack" },
        { nameof(ExperimentWords.Operator), "OneOf NoneOf StartsWith AtLeast AtMost" },
        { nameof(ExperimentWords.Kind), "Proportion Mean AdjustedMean Ratio" },
        { nameof(ExperimentWords.Role), "Secondary Primary Guardrail" },
        { nameof(ExperimentWords.Goal), "Increase Decrease" },
        { nameof(ExperimentWords.Method), "Sequential FixedHorizon GroupSequential" },
        { nameof(ExperimentWords.Spending), "OBrienFleming Pocock" },
        { nameof(ExperimentWords.Correction), "None Holm BenjaminiHochberg" },
        { nameof(ExperimentWords.Verdict), "Inconclusive Winner Loser NoDifference Invalid" },
        { nameof(ExperimentWords.Outcome), "Unclear Better Worse Equivalent" },
        { nameof(ExperimentWords.Guardrail), "Open Kept Broken" },
        {
            nameof(ExperimentWords.Comparison),
            "NotEnoughData FisherExact PooledZ UnpooledZ Newcombe Welch Delta CovariateAdjusted MixtureSequence"
        },
        { nameof(ExperimentWords.SampleRatio), "ChiSquare Sequential" },
    };

    public void Dispose() => _shop.Dispose();

    /// <summary>The sample is the text as it was written when public types were stored; not a byte of it is different.</summary>
    [Fact]
    public void What_is_mapped_to_an_experiment_and_back_is_the_same_text()
    {
        string text = Sample("document.experiments.v1.json");
        ExperimentRecord record = JsonSerializer.Deserialize(text, ExperimentRecord.Json)!;
        Experiment one = record.ToExperiment("shop", ETag.New());
        ExperimentRecord again =
            ExperimentRecord.Of(one.State, one.Definition, one.History) with { Conclusion = StoredConclusion.Of(one.Conclusion!) };

        JsonSerializer.Serialize(again, ExperimentRecord.Json).Should().Be(text);
    }

    [Fact]
    public void Every_stopping_rule_of_a_design_is_read_as_it_was_stored()
    {
        StoppingRule[] rules =
        [
            StoppingRule.AlwaysValid(),
            new AlwaysValidRule { TuningSize = 60_000, TuningAlpha = 0.01 },
            StoppingRule.FixedHorizon(4000),
            StoppingRule.GroupSequential(20_000),
            StoppingRule.GroupSequential(20_000, [0.25, 1], SpendingFunction.Pocock),
        ];

        rules.Select(rule => StoredDesign.Of(new() { Stopping = rule }).ToDesign().Stopping).Should().Equal(rules);
        rules.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Every_comparison_is_read_with_the_alpha_and_the_rule_that_decided_it()
    {
        Comparison[] comparisons =
        [
            Comparison.NotEnoughData("none", 0.01),
            Comparison.NotEnoughData("none", 0.01, new AlwaysValidRule { TuningSize = 60_000, TuningAlpha = 0.05 }),
        ];

        comparisons.Select(one => StoredComparison.Of(one).ToComparison()).Should().Equal(comparisons);
    }

    [Fact]
    public void What_is_mapped_to_evidence_and_back_is_the_same_text()
    {
        string text = Sample("document.experiment-looks.v1.json");
        LookRecord record = JsonSerializer.Deserialize(text, LookRecord.Json)!;
        var again = new LookRecord { Last = StoredEvidence.Of(record.Last.ToEvidence()) };

        JsonSerializer.Serialize(again, LookRecord.Json).Should().Be(text);
    }

    [Fact]
    public void What_is_mapped_to_the_evidence_of_a_day_and_back_is_the_same_text()
    {
        string text = Sample("document.experiment-evidence.v1.json");
        EvidenceRecord record = JsonSerializer.Deserialize(text, EvidenceRecord.Json)!;
        var again = new EvidenceRecord { Revision = record.Revision, Evidence = StoredEvidence.Of(record.Evidence.ToEvidence()) };

        JsonSerializer.Serialize(again, EvidenceRecord.Json).Should().Be(text);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_value_has_its_word(string table, string words)
    {
        object one = typeof(ExperimentWords).GetProperty(table)!.GetValue(null)!;
        MethodInfo word = one.GetType().GetMethod("Word")!;
        MethodInfo value = one.GetType().GetMethod("Value")!;
        object[] values =
        [
            .. Enum.GetValues(one.GetType().GetGenericArguments()[0]).Cast<object>().Where(each => each.ToString() != "Unknown"),
        ];

        string.Join(' ', values.Select(each => word.Invoke(one, [each]))).Should().Be(words);
        values.Select(each => value.Invoke(one, [word.Invoke(one, [each])])).Should().Equal(values);
    }

    [Fact]
    public void Every_table_of_words_is_held_to() =>
        typeof(ExperimentWords).GetProperties().Select(table => table.Name).Should().BeEquivalentTo(Words.Select(row => (string)row[0]));

    /// <summary>A later version may know a word that this one does not: that experiment cannot be read here, and the others can.</summary>
    [Fact]
    public async Task An_unknown_word_is_an_experiment_that_cannot_be_read()
    {
        await _shop.RunningAsync(CountedShop.Button with { Key = "a" });
        string text = Sample("document.experiments.v1.json").Replace("\"GroupSequential\"", "\"Bandit\"", StringComparison.Ordinal);
        await _shop.Store.Documents.PutAsync(DocumentWrite.Create(new DocumentId("shop", "experiments", "button"), text), default);
        List<string> read = [];
        Func<Task> get = async () => await _shop.Catalog.GetAsync("button");
        Func<Task> list = async () =>
        {
            await foreach (Experiment one in _shop.Catalog.ListAsync())
            {
                read.Add(one.Definition.Key);
            }
        };

        (await get.Should().ThrowAsync<StoreException>().WithMessage("*the method 'Bandit'*Update the package.")).Which.IsTransient
            .Should()
            .BeFalse();
        (await list.Should().ThrowAsync<UnreadableExperimentsException>()).Which.Experiments
            .Should()
            .ContainSingle().Which.Key
            .Should()
            .Be("button");
        read.Should().Equal("a");
    }

    private static string Sample(string name) =>
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Reliability.Core.Tests", "Formats", "Samples", name)).TrimEnd();
}
