// Checks what Edict made against golang.org/x/mod/sumdb, and makes the same for Edict to check.
// It reads one question in JSON from standard input and writes one answer to standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type inclusion struct {
	Index, Size int64
	Hashes      []tlog.Hash
}

type consistency struct {
	From, To int64
	Hashes   []tlog.Hash
}

type question struct {
	Leaves      [][]byte
	Roots       []tlog.Hash // of sizes 1, 2, 3 ...
	Inclusion   []inclusion
	Consistency []consistency
	Tiles       map[string][]byte // by level/index/width, of the tree of all leaves
	Note        []byte
	VerifierKey string
	SignerKey   string
	Text        string
}

type answer struct {
	Faults      []string
	Checked     int
	Roots       []tlog.Hash
	Inclusion   []inclusion
	Consistency []consistency
	Note        []byte
}

type storage []tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for at, index := range indexes {
		hashes[at] = s[index]
	}
	return hashes, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	var q question
	must(json.NewDecoder(os.Stdin).Decode(&q))
	var a answer
	check := func(what string, err error) {
		a.Checked++
		if err != nil {
			a.Faults = append(a.Faults, what+": "+err.Error())
		}
	}
	stored := store(q.Leaves)
	checkTree(q, &a, stored, check)
	checkTiles(q, stored, check)
	checkNote(q, &a, check)
	must(json.NewEncoder(os.Stdout).Encode(a))
}

func store(leaves [][]byte) storage {
	var stored storage
	for index, leaf := range leaves {
		hashes, err := tlog.StoredHashes(int64(index), leaf, stored)
		must(err)
		stored = append(stored, hashes...)
	}
	return stored
}

func checkTree(q question, a *answer, stored storage, check func(string, error)) {
	for at := range q.Leaves {
		root, err := tlog.TreeHash(int64(at+1), stored)
		must(err)
		a.Roots = append(a.Roots, root)
		check(fmt.Sprintf("root of %d", at+1), equal(root, q.Roots[at]))
	}
	for _, p := range q.Inclusion {
		leaf := tlog.RecordHash(q.Leaves[p.Index])
		check(fmt.Sprintf("inclusion of %d in %d", p.Index, p.Size),
			tlog.CheckRecord(p.Hashes, p.Size, a.Roots[p.Size-1], p.Index, leaf))
		hashes, err := tlog.ProveRecord(p.Size, p.Index, stored)
		must(err)
		a.Inclusion = append(a.Inclusion, inclusion{p.Index, p.Size, hashes})
	}
	for _, p := range q.Consistency {
		check(fmt.Sprintf("consistency of %d with %d", p.From, p.To),
			tlog.CheckTree(p.Hashes, p.To, a.Roots[p.To-1], p.From, a.Roots[p.From-1]))
		hashes, err := tlog.ProveTree(p.To, p.From, stored)
		must(err)
		a.Consistency = append(a.Consistency, consistency{p.From, p.To, hashes})
	}
}

// served gives out the tiles that Edict made; sumdb checks them against the root as it reads.
type served map[string][]byte

func (s served) Height() int                     { return 8 }
func (s served) SaveTiles([]tlog.Tile, [][]byte) {}
func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	contents := make([][]byte, len(tiles))
	for at, tile := range tiles {
		content, ok := s[key(tile)]
		if !ok {
			return nil, fmt.Errorf("no tile %s", key(tile))
		}
		contents[at] = content
	}
	return contents, nil
}

func key(t tlog.Tile) string { return fmt.Sprintf("%d/%d/%d", t.L, t.N, t.W) }

func checkTiles(q question, stored storage, check func(string, error)) {
	size := int64(len(q.Leaves))
	root, err := tlog.TreeHash(size, stored)
	must(err)
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, served(q.Tiles))
	for index := range q.Leaves {
		_, err := tlog.ProveRecord(size, int64(index), reader)
		check(fmt.Sprintf("proof of %d from tiles", index), err)
	}
	for path, content := range q.Tiles {
		tile := tlog.Tile{H: 8}
		_, err := fmt.Sscanf(path, "%d/%d/%d", &tile.L, &tile.N, &tile.W)
		must(err)
		wanted, err := tlog.ReadTileData(tile, stored)
		must(err)
		if string(wanted) != string(content) {
			err = fmt.Errorf("another content")
		}
		check("tile "+path, err)
	}
}

func checkNote(q question, a *answer, check func(string, error)) {
	verifier, err := note.NewVerifier(q.VerifierKey)
	check("verifier key", err)
	signer, err := note.NewSigner(q.SignerKey)
	check("signer key", err)
	opened, err := note.Open(q.Note, note.VerifierList(verifier))
	check("note", err)
	if opened != nil && opened.Text != q.Text {
		check("text of the note", fmt.Errorf("%q", opened.Text))
	}
	a.Note, err = note.Sign(&note.Note{Text: q.Text}, signer)
	must(err)
}

func equal(some, other tlog.Hash) error {
	if some != other {
		return fmt.Errorf("%v, not %v", other, some)
	}
	return nil
}
