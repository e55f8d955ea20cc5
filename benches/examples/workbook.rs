//! Writes the workbook of a folder of reports, with as many rows a sheet as are asked for: `workbook FOLDER ROWS TARGET`. For a program that
//! measures time and memory.

use std::{env, error::Error, path::Path};

use textmill_view::{FilledWorkbook, Tables};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, rows, target] = arguments.as_slice() else {
        return Err("expected FOLDER ROWS TARGET".into());
    };
    FilledWorkbook::of(&Tables::of(Path::new(folder))?, rows.parse()?)?.save(Path::new(target))?;
    Ok(())
}
