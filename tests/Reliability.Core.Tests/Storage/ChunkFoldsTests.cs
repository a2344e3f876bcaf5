using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class ChunkFoldsTests
{
    private static readonly StoreException Damaged = new("An entry is damaged.", isTransient: false);

    [Fact]
    public async Task A_chunk_that_cannot_be_read_holds_up_no_other_and_is_told()
    {
        List<int> folded = [];
        Func<Task> fold = async () => await ChunkFolds.EachAsync([1, 2, 3], chunk =>
        {
            folded.Add(chunk);
            return chunk == 2 ? throw Damaged : new ValueTask<long>(chunk);
        });
        (await fold.Should().ThrowAsync<StoreException>()).Which.Should().BeSameAs(Damaged);
        folded.Should().Equal(1, 2, 3);
        (await ChunkFolds.EachAsync([1, 3], chunk => new ValueTask<long>(chunk))).Should().Be(4);
    }

    [Fact]
    public async Task What_cannot_be_folded_holds_up_no_trim_and_a_store_that_is_away_does()
    {
        bool isTrimmed = false;
        Func<StoreException, Func<Task>> trim = fault => async () => await ChunkFolds.ThenTrimAsync(
            () => throw fault,
            () =>
            {
                isTrimmed = true;
                return new ValueTask<long>(1);
            });
        await trim(new StoreException("The store is away.", isTransient: true)).Should().ThrowAsync<StoreException>();
        isTrimmed.Should().BeFalse();
        (await trim(Damaged).Should().ThrowAsync<StoreException>()).Which.Should().BeSameAs(Damaged);
        isTrimmed.Should().BeTrue();
    }
}
